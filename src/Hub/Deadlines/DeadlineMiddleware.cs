using Hub.Errors;
using Hub.Scim;
using Hub.Scim.Access;
using Microsoft.Extensions.Options;

namespace Hub.Deadlines;

/// <summary>
/// Gives each request its time. Work that takes longer is cancelled, down to the store's engine, and answered with 503; so is
/// work whose client has gone, without an answer.
/// </summary>
internal sealed class DeadlineMiddleware(RequestDelegate next, IOptions<RequestOptions> options, TimeProvider clock)
{
    private const string Code = "took_too_long";

    private readonly TimeSpan limit = TimeSpan.FromSeconds(options.Value.MaxSeconds);

    /// <summary>After routing: a route may say that it takes its time.</summary>
    public Task Invoke(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<WithoutDeadline>() is null ? Run(http) : next(http);

    private async Task Run(HttpContext http)
    {
        var client = http.RequestAborted;
        using var deadline = new RequestDeadline(limit, clock, client);
        http.Features.Set(deadline);
        http.RequestAborted = deadline.Token;
        http.Response.OnStarting(Stop, deadline);
        try
        {
            await next(http);
        }
        catch (Exception) when (deadline.HasPassed && !client.IsCancellationRequested && !http.Response.HasStarted)
        {
            http.RequestAborted = client;
            http.Response.Clear();
            await Refuse(http);
        }
        finally
        {
            http.RequestAborted = client;
            http.Features.Set<RequestDeadline>(null);
        }
    }

    private static readonly Func<object, Task> Stop = static state =>
    {
        ((RequestDeadline)state).Stop();
        return Task.CompletedTask;
    };

    private Task Refuse(HttpContext http)
    {
        var detail =
            $"This took longer than the {options.Value.MaxSeconds} seconds that a request has; ask for less at once.";
        return http.Request.Path.StartsWithSegments(ScimMiddleware.Root, StringComparison.OrdinalIgnoreCase)
            ? ScimAnswer.Refused(new ScimError(503, Code, detail)).ExecuteAsync(http)
            : new Refused(503, Code, detail).ExecuteAsync(http);
    }
}
