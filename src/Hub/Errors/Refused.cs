using System.Globalization;
using Hub.Domain;
using Hub.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace Hub.Errors;

/// <summary>The answer to a request that is not carried out. The one place where refusals become HTTP.</summary>
internal sealed class Refused : IResult, IStatusCodeHttpResult, IValueHttpResult<Problem>, IContentTypeHttpResult
{
    private Refused(Problem problem) => Value = problem;

    public Refused(int status, string code, string detail)
        : this(Describe(status, code, detail)) { }

    public Refused(Refusal refusal)
        : this(
            Describe(StatusOf(refusal.Kind), refusal.Code, refusal.Message) with
            {
                Errors = refusal.Field is { } field
                    ? new Dictionary<string, string[]> { [field] = [refusal.Message] }
                    : null,
            }
        ) { }

    public Refused(FieldErrors errors)
        : this(
            Describe(422, "validation_failed", "Some fields do not hold; errors says which and why.") with
            {
                Errors = errors.ToDictionary(),
                Places = errors.Places,
            }
        ) { }

    /// <summary>A refusal that says more than that fields do not hold, with all that does not.</summary>
    public Refused(Refusal refusal, FieldErrors errors)
        : this(Describe(StatusOf(refusal.Kind), refusal.Code, refusal.Message) with { Errors = errors.ToDictionary() })
    { }

    public Problem Value { get; }

    public int? StatusCode => Value.Status;

    public string ContentType => "application/problem+json";

    /// <summary>When to come back, rounded up to seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refused Broken(string traceId) =>
        new(
            Describe(500, "internal_error", "The hub failed; quote trace_id when you report it.") with
            {
                TraceId = traceId,
            }
        );

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Value.Status;
        if (RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<ShowsRefusals>() is { } page)
            return page.Show(httpContext, Value);
        return httpContext.Response.WriteAsJsonAsync(
            Value,
            HubJson.Wire.Problem,
            ContentType,
            httpContext.RequestAborted
        );
    }

    private static Problem Describe(int status, string code, string detail) =>
        new()
        {
            Type = $"{ProblemCatalogue.Path}#{code}",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
            Code = code,
        };

    private static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Malformed => 400,
            RefusalKind.Forbidden => 403,
            RefusalKind.NotFound => 404,
            RefusalKind.Conflict => 409,
            RefusalKind.Stale => 412,
            RefusalKind.Invalid => 422,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
