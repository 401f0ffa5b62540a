using System.Diagnostics;
using Hub.Delivery;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Wire;

namespace Hub.Scim.Access;

/// <summary>Below <c>/scim/v2</c> every answer that is an error is in SCIM's own form, whoever found it.</summary>
internal sealed partial class ScimMiddleware(RequestDelegate next, OutageLog outages, ILogger<ScimMiddleware> logger)
{
    public const string Root = "/scim/v2";

    public Task Invoke(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) ? Guard(http) : next(http);

    private async Task Guard(HttpContext http)
    {
        ScimAnswer? answer;
        try
        {
            await next(http);
            answer = http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }
                ? ScimAnswer.Refused(OfStatus(http))
                : null;
        }
        catch (BadHttpRequestException bad)
        {
            answer = ScimAnswer.Refused(new ScimError(bad.StatusCode, null, "The request is not well-formed."));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (QueryRefusedException)
        {
            answer = ScimAnswer.Refused(
                new ScimError(
                    400,
                    "invalidFilter",
                    "The filter is more than the hub's store can evaluate; make it simpler."
                )
            );
        }
        catch (StorageException outage)
        {
            outages.Note("The store failed a request", outage);
            answer = ScimAnswer.Refused(
                new ScimError(503, null, "The hub cannot reach its storage right now; try again in a few seconds."),
                TimeSpan.FromSeconds(5)
            );
        }
        catch (Exception bug)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
            Log.Broke(logger, bug, trace);
            answer = ScimAnswer.Refused(new ScimError(500, null, $"The hub failed; quote {trace} when you report it."));
        }
        if (answer is null || http.Response.HasStarted)
            return;
        http.Response.AllowHead();
        await answer.ExecuteAsync(http);
    }

    private static ScimError OfStatus(HttpContext http) =>
        http.Response.StatusCode switch
        {
            404 => new ScimError(404, null, "There is nothing at this path."),
            405 => new ScimError(405, null, "This path does not take this method; Allow lists those it takes."),
            413 => new ScimError(413, null, "The request is too large."),
            415 => new ScimError(415, null, $"Send {ScimJson.MediaType} or application/json."),
            var status => new ScimError(status, null, "The request cannot be carried out as it is."),
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A SCIM request failed, trace {TraceId}")]
        public static partial void Broke(ILogger logger, Exception bug, string traceId);
    }
}
