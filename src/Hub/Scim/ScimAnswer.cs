using System.Globalization;
using System.Text.Json;
using Hub.Scim.Schemas;

namespace Hub.Scim;

/// <summary>A resource as it is shown.</summary>
/// <param name="Version">The weak entity tag, as in <c>W/"3"</c>.</param>
internal sealed record Rendered(string Location, string Version, ReadOnlyMemory<byte> Json);

/// <summary>An answer in SCIM's media type, which takes no parameter.</summary>
internal sealed class ScimAnswer : IResult
{
    private ScimAnswer(int status, ReadOnlyMemory<byte> body = default)
    {
        Status = status;
        Body = body;
    }

    public static readonly ScimAnswer NoContent = new(204);

    public int Status { get; }

    private ReadOnlyMemory<byte> Body { get; }

    private string? Location { get; init; }

    private string? Version { get; init; }

    private TimeSpan? RetryAfter { get; init; }

    public static ScimAnswer Ok(ReadOnlyMemory<byte> json) => new(200, json);

    public static ScimAnswer Shown(Rendered resource) => With(200, resource);

    public static ScimAnswer Created(Rendered resource) => With(201, resource);

    public static ScimAnswer Changed(Rendered resource) =>
        new(204) { Location = resource.Location, Version = resource.Version };

    public static ScimAnswer NotModified(Rendered resource) => new(304) { Version = resource.Version };

    public static ScimAnswer Refused(ScimError error, TimeSpan? retryAfter = null) =>
        new(error.Status, ErrorBody(error)) { RetryAfter = retryAfter };

    public static ScimAnswer Of(ScimResult<Rendered> outcome) =>
        outcome.IsError ? Refused(outcome.Error) : Shown(outcome.Value);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Location is not null)
            response.Headers.Location = Location;
        if (Version is not null)
            response.Headers.ETag = Version;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
        if (Body.IsEmpty)
            return;
        response.ContentType = ScimJson.MediaType;
        response.ContentLength = Body.Length;
        await response.BodyWriter.WriteAsync(Body, httpContext.RequestAborted);
    }

    /// <summary>The status is a string (RFC 7644, 3.12).</summary>
    public static byte[] ErrorBody(ScimError error)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ScimJson.Writing))
            WriteError(writer, error);
        return stream.ToArray();
    }

    public static void WriteError(Utf8JsonWriter writer, ScimError error)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas");
        writer.WriteStringValue(Urns.Error);
        writer.WriteEndArray();
        if (error.Type is not null)
            writer.WriteString("scimType", error.Type);
        writer.WriteString("detail", error.Detail);
        writer.WriteString("status", error.Status.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static ScimAnswer With(int status, Rendered resource) =>
        new(status, resource.Json) { Location = resource.Location, Version = resource.Version };
}
