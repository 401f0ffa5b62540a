namespace Hub.Delivery.Egress;

/// <summary>
/// The one way out to subscribers' addresses. Sends once, follows nothing, never retries, and answers every failure of
/// the network with a category instead of an exception. Once whole headers have come, their status is the answer.
/// </summary>
public sealed class GuardedClient : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly Exchange exchange;

    public GuardedClient(EgressOptions options, TimeProvider time, NetworkEdge? edge = null)
    {
        // Not HttpClient: its base address, default headers and timeout cost a tenth of a send, and none is used here.
        invoker = new HttpMessageInvoker(GuardedHandler.Create(options, edge ?? NetworkEdge.Real));
        exchange = new Exchange(options, time);
    }

    /// <param name="request">Stays the caller's to dispose.</param>
    /// <exception cref="OperationCanceledException">The caller's token fired; the receiver may have had the request.</exception>
    public Task<EgressResult> Send(HttpRequestMessage request, CancellationToken ct)
    {
        UserAgent.AddTo(request);
        return exchange.Make(
            request.RequestUri,
            (invoker, request),
            static (one, deadline) => one.invoker.SendAsync(one.request, deadline),
            ct
        );
    }

    public void Dispose()
    {
        invoker.Dispose();
        exchange.Dispose();
    }
}
