using System.Globalization;
using System.Net.Http.Headers;

namespace Hub.Delivery.Egress;

/// <summary>
/// One request and what it comes to, whoever sends it: within the policy and one deadline, its answer read to the cap, every failure
/// of the network a category instead of an exception. Once whole headers have come, their status is the answer.
/// </summary>
internal sealed class Exchange(EgressOptions options, TimeProvider time) : IDisposable
{
    /// <summary>Seconds: an allowance that is used up comes back within the hour.</summary>
    private const decimal LongestPause = 3_600;

    private readonly Deadlines deadlines = new(options.Deadline, time);

    /// <param name="target">Nothing is sent where the policy does not permit it.</param>
    /// <param name="sender">What <paramref name="send"/> needs, so that no closure is made for each request.</param>
    /// <param name="send">Sends once, until whole headers have come; its token ends with the deadline or with the caller's.</param>
    /// <exception cref="OperationCanceledException">The caller's token fired; the receiver may have had the request.</exception>
    public async Task<EgressResult> Make<TSender>(
        Uri? target,
        TSender sender,
        Func<TSender, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken ct
    )
    {
        ct.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        if (TargetPolicy.Refusal(target, options) is { } refused)
        {
            return new(refused, null, time.GetElapsedTime(started), "", Problem: "The URL is not a permitted target.");
        }
        var deadline = deadlines.Start();
        var shutdown = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var response = await send(sender, deadline.Token);
            var code = (int)response.StatusCode;
            var body = await ResponseDrain.Read(response.Content, options, BodyProblem, deadline.Token);
            var category = EgressCategories.Of(code);
            var wait = category == EgressCategory.Acknowledged ? null : Wait(response.Headers.RetryAfter);
            return new(
                category,
                code,
                time.GetElapsedTime(started),
                body.Snippet,
                wait,
                body.Problem,
                Pause(response.Headers)
            );
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

    public void Dispose() => deadlines.Dispose();

    /// <summary>RFC 9110, 10.2.3: seconds, or a date.</summary>
    private TimeSpan? Wait(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>As Discord says that this was the last request for so many seconds, on answers of every status.</summary>
    private static TimeSpan? Pause(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-RateLimit-Remaining", out var remaining)
        && remaining.FirstOrDefault() == "0"
        && headers.TryGetValues("X-RateLimit-Reset-After", out var after)
        && decimal.TryParse(
            after.FirstOrDefault(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? TimeSpan.FromSeconds((double)Math.Min(seconds, LongestPause))
            : null;

    private string Problem(EgressCategory category, Exception failure) =>
        category == EgressCategory.Timeout
            ? $"No response within {options.Deadline.TotalSeconds:0.###} s."
            : failure.GetBaseException().Message;

    private string BodyProblem(Exception failure) =>
        failure is OperationCanceledException
            ? $"The body did not end within {options.Deadline.TotalSeconds:0.###} s."
            : $"The body is broken: {failure.GetBaseException().Message}";
}
