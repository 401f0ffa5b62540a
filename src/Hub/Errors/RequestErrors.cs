using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Hub.Errors;

/// <summary>What the framework found wrong with a request, said as a problem.</summary>
internal sealed partial class RequestErrors(IOptions<JsonOptions> json)
{
    private readonly Expectations expectations = new(json.Value.SerializerOptions);

    public Refused Of(BadHttpRequestException bad, HttpContext http) =>
        bad switch
        {
            _ when bad.GetBaseException() is JsonException broken && IsOfTheReader(broken) => Malformed(broken),
            { InnerException: JsonException unfit } => Unfit(unfit, http),
            { StatusCode: 413 or 415 } => OfStatus(bad.StatusCode),
            _ when Unbindable().Match(bad.Message) is { Success: true } match => OfParameter(
                match.Groups[1].Value,
                http
            ),
            _ when bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => new(
                400,
                "body_required",
                "The request needs a JSON object as its body."
            ),
            _ => new(bad.StatusCode, "bad_request", "The request is not well-formed HTTP."),
        };

    /// <summary>An error that has a status and nothing else yet.</summary>
    public static Refused OfStatus(HttpContext http) => OfStatus(http.Response.StatusCode);

    private static Refused OfStatus(int status) =>
        status switch
        {
            404 => new(
                404,
                "route_not_found",
                "There is nothing at this path; see the API reference for what there is."
            ),
            405 => new(405, "method_not_allowed", "This path does not take this method; Allow lists those it takes."),
            413 => new(413, "body_too_large", $"A request body has at most {HubApplication.LargestBody} bytes."),
            415 => new(415, "unsupported_media_type", "Send JSON, with the header Content-Type: application/json."),
            _ => new(status, "bad_request", "The request cannot be carried out as it is."),
        };

    /// <summary>What the reader throws is a kind of its own, which is not public; what a converter throws is not.</summary>
    private static bool IsOfTheReader(JsonException innermost) => innermost.GetType() != typeof(JsonException);

    private static Refused Malformed(JsonException broken) =>
        new(
            400,
            "malformed_json",
            $"The body is not valid JSON: see line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."
        );

    private static Refused OfParameter(string name, HttpContext http)
    {
        // What cannot be an id is the id of nothing.
        if (http.Request.RouteValues.TryGetValue(name, out var id) && id is not null)
            return new Refused(MissingResource.Of(http, name, id));
        var errors = new FieldErrors();
        errors.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), "Has a value of the wrong type.");
        return new Refused(errors);
    }

    /// <summary>Valid JSON whose value does not fit the field: the path says which.</summary>
    private Refused Unfit(JsonException unfit, HttpContext http)
    {
        var errors = new FieldErrors();
        var within = (unfit.InnerException as JsonException)?.Path;
        var field = (unfit.Path + within?.TrimStart('$')).TrimStart('$').TrimStart('.');
        var body = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        errors.Add(field.Length == 0 ? "body" : field, expectations.Of(body, field));
        return new Refused(errors);
    }

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from")]
    private static partial Regex Unbindable();
}
