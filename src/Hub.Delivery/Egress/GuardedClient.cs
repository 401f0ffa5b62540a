using System.Net.Http.Headers;

namespace Hub.Delivery.Egress;

/// <summary>
/// The one way out to subscribers' addresses. Sends once, follows nothing, never retries, and answers every failure of
/// the network with a category instead of an exception. Once whole headers have come, their status is the answer.
/// </summary>
public sealed class GuardedClient : IDisposable
{
    private readonly EgressOptions options;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker invoker;
    private readonly Deadlines deadlines;

    public GuardedClient(EgressOptions options, TimeProvider time, NetworkEdge? edge = null)
    {
        this.options = options;
        this.time = time;
        // Not HttpClient: its base address, default headers and timeout cost a tenth of a send, and none is used here.
        invoker = new HttpMessageInvoker(GuardedHandler.Create(options, edge ?? NetworkEdge.Real));
        deadlines = new Deadlines(options.Deadline, time);
    }

    /// <param name="request">Stays the caller's to dispose.</param>
    /// <exception cref="OperationCanceledException">The caller's token fired; the receiver may have had the request.</exception>
    public async Task<EgressResult> Send(HttpRequestMessage request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        if (TargetPolicy.Refusal(request.RequestUri, options) is { } refused)
        {
            return new(refused, null, time.GetElapsedTime(started), "", Problem: "The URL is not a permitted target.");
        }
        Identify(request);
        var deadline = deadlines.Start();
        var shutdown = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var response = await invoker.SendAsync(request, deadline.Token);
            var code = (int)response.StatusCode;
            var body = await ResponseDrain.Read(response.Content, options, BodyProblem, deadline.Token);
            var category = EgressCategories.Of(code);
            var wait = category == EgressCategory.Acknowledged ? null : Wait(response.Headers.RetryAfter);
            return new(category, code, time.GetElapsedTime(started), body.Snippet, wait, body.Problem);
        }
        catch (Exception failure) when (FailureCategory.Of(failure, ct) is { } category)
        {
            return new(category, null, time.GetElapsedTime(started), "", Problem: Problem(category, failure));
        }
        finally
        {
            shutdown.Dispose();
            deadlines.End(deadline);
        }
    }

    public void Dispose()
    {
        invoker.Dispose();
        deadlines.Dispose();
    }

    /// <summary>RFC 9110, 10.2.3: seconds, or a date.</summary>
    private TimeSpan? Wait(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private string Problem(EgressCategory category, Exception failure) =>
        category == EgressCategory.Timeout
            ? $"No response within {options.Deadline.TotalSeconds:0.###} s."
            : failure.GetBaseException().Message;

    private string BodyProblem(Exception failure) =>
        failure is OperationCanceledException
            ? $"The body did not end within {options.Deadline.TotalSeconds:0.###} s."
            : $"The body is broken: {failure.GetBaseException().Message}";

    /// <summary>Firewalls in front of receivers refuse a request whose sender does not say who it is.</summary>
    private static void Identify(HttpRequestMessage request)
    {
        if (!request.Headers.NonValidated.Contains(UserAgent.Header))
            request.Headers.TryAddWithoutValidation(UserAgent.Header, UserAgent.Hub);
    }
}
