namespace Hub.Storage.Tests.ServiceBus;

/// <summary>A request of a hub, and how it was answered.</summary>
/// <param name="Status">0 when there was no answer.</param>
internal sealed record Exchange(HttpMethod Method, Uri Uri, string Authorization, int Status);

/// <summary>The hub's side of the network: sees every exchange, and can hold requests up.</summary>
internal sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Lock gate = new();
    private readonly List<Exchange> exchanges = [];
    private readonly CancellationTokenSource cut = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Turns a request into another one, before it is sent.</summary>
    public Action<HttpRequestMessage>? OnRequest { get; set; }

    /// <summary>Holds a request up until the task ends.</summary>
    public Func<HttpRequestMessage, Task>? HoldUp { get; set; }

    public Action<HttpResponseMessage>? OnResponse { get; set; }

    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (gate)
                return [.. exchanges];
        }
    }

    /// <summary>The hub is gone as far as the service can tell: nothing goes out any more, nothing comes in.</summary>
    public void Cut() => cut.Cancel();

    /// <summary>Waits until so many exchanges have ended that match.</summary>
    public async Task Saw(Func<Exchange, bool> matches, int count = 1)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (exchanges.Count(matches) >= count)
                    return;
                next = changed.Task;
            }
            await next.WaitAsync(LocalQueue.WaitLimit);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var authorization = request.Headers.TryGetValues("Authorization", out var values) ? values.Single() : "";
        var (method, uri, status) = (request.Method, request.RequestUri!, 0);
        OnRequest?.Invoke(request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, cut.Token);
        if (HoldUp is { } wait)
            await wait(request);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            OnResponse?.Invoke(response);
            status = (int)response.StatusCode;
            return response;
        }
        finally
        {
            Add(new Exchange(method, uri, authorization, status));
        }
    }

    private void Add(Exchange exchange)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            exchanges.Add(exchange);
            (waiting, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.TrySetResult();
    }
}
