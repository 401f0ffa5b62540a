using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Hub.Domain;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Hub.Errors;

/// <summary>What the framework found wrong with a request, said as a problem.</summary>
internal sealed partial class RequestErrors(IOptions<JsonOptions> json)
{
    public Refused Of(BadHttpRequestException bad, HttpContext http) =>
        bad switch
        {
            { InnerException: JsonException { InnerException: JsonException } broken } => Malformed(broken),
            { InnerException: JsonException unfit } => Unfit(unfit, http),
            { StatusCode: 413 or 415 } => OfStatus(bad.StatusCode),
            _ when Unbindable().Match(bad.Message) is { Success: true } match => OfParameter(match.Groups[1].Value),
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

    private static Refused OfParameter(string name)
    {
        var errors = new FieldErrors();
        errors.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), "Has a value of the wrong type.");
        return new Refused(errors);
    }

    /// <summary>Valid JSON whose value does not fit the field: the path says which.</summary>
    private Refused Unfit(JsonException unfit, HttpContext http)
    {
        var errors = new FieldErrors();
        var field = unfit.Path?.TrimStart('$').TrimStart('.') ?? "";
        errors.Add(field.Length == 0 ? "body" : field, Expectation(field, http));
        return new Refused(errors);
    }

    private string Expectation(string field, HttpContext http)
    {
        var body = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var property = body is null
            ? null
            : json
                .Value.SerializerOptions.GetTypeInfo(body)
                .Properties.FirstOrDefault(one => one.Name == field.Split('.', '[')[0]);
        var type =
            property?.PropertyType is { IsGenericType: true } generic && IsWrapper(generic)
                ? Nullable.GetUnderlyingType(generic.GetGenericArguments()[0]) ?? generic.GetGenericArguments()[0]
                : property?.PropertyType;
        return type switch
        {
            null => "Has a value of the wrong type.",
            { IsEnum: true } => $"Must be one of {string.Join(", ", EnumNames.Of(type))}.",
            _ => $"Must be {Describe(type)}.",
        };
    }

    private static bool IsWrapper(Type generic) =>
        generic.GetGenericTypeDefinition() is var definition
        && (definition == typeof(Nullable<>) || definition == typeof(Optional<>));

    private static string Describe(Type type) =>
        type == typeof(string) ? "a text"
        : type == typeof(long) || type == typeof(int) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(DateTimeOffset) ? "a date and time in ISO 8601, as in 2026-05-24T10:30:00Z"
        : type == typeof(IReadOnlyList<string>) ? "a list of texts"
        : "an object";

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from")]
    private static partial Regex Unbindable();
}
