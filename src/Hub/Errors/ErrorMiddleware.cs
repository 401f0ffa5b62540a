using System.Diagnostics;
using Hub.Delivery;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Wire;

namespace Hub.Errors;

/// <summary>Every answer that is an error is a problem: what the framework refuses, what breaks, what is nowhere.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, OutageLog outages, ILogger<ErrorMiddleware> logger)
{
    public async Task Invoke(HttpContext http)
    {
        Refused? problem;
        try
        {
            await next(http);
            problem = http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }
                ? RequestErrors.OfStatus(http)
                : null;
        }
        catch (BadHttpRequestException bad)
        {
            problem = RequestErrors.Of(bad, http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (QueryRefusedException)
        {
            problem = new Refused(
                422,
                "query_too_complex",
                "The conditions of the request are more than the hub's store can evaluate; ask for less at a time."
            );
        }
        catch (StorageException outage)
        {
            outages.Note("The store failed a request", outage);
            problem = Unavailable();
        }
        catch (Exception bug)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
            Log.Broke(logger, bug, trace);
            problem = Refused.Broken(trace);
        }
        if (problem is null)
            return;
        if (!http.Response.HasStarted)
            await Write(http, problem);
        else
            // What broke in the middle must not look whole.
            http.Abort();
    }

    private static Task Write(HttpContext http, Refused problem)
    {
        // What a handler had begun to say does not belong to this answer.
        http.Response.Headers.ETag = default;
        http.Response.Headers.Location = default;
        http.Response.AllowHead();
        return problem.ExecuteAsync(http);
    }

    private static Refused Unavailable() =>
        new(503, "storage_unavailable", "The hub cannot reach its storage right now; try again in a few seconds.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A request failed, trace {TraceId}")]
        public static partial void Broke(ILogger logger, Exception bug, string traceId);
    }
}
