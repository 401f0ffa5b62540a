using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Wire.Bodies;

namespace Hub.Errors;

/// <summary>What the framework found wrong with a request, said as a problem.</summary>
internal static partial class RequestErrors
{
    public static Refused Of(BadHttpRequestException bad, HttpContext http) =>
        bad switch
        {
            UnfitBodyException unfit => unfit.Answer,
            _ when bad.GetBaseException() is JsonException broken && JsonFault.IsOfTheReader(broken) => Malformed(
                broken
            ),
            { InnerException: JsonException } => Unfit(),
            { StatusCode: 408 } => new(408, "request_too_slow", "The body came too slowly; send it in one go."),
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

    /// <summary>Valid JSON, and no object.</summary>
    private static Refused Unfit()
    {
        var errors = new FieldErrors();
        errors.Add("body", "Must be an object.");
        return new Refused(errors);
    }

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from")]
    private static partial Regex Unbindable();
}
