using Microsoft.Net.Http.Headers;

namespace Hub.Wire.Bodies;

/// <summary>In which form a body has to come: JSON, in UTF-8, and not compressed.</summary>
internal static class BodyForm
{
    public const string NotCompressed = "A body is taken as it is: send it without Content-Encoding.";

    private const string Plain = "identity";

    public static void Check(HttpRequest request, bool mayBeEmpty)
    {
        if (IsCompressed(request))
            throw new UnfitBodyException(415, "unsupported_content_encoding", NotCompressed);
        if (request.ContentType is null && mayBeEmpty)
            return;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsJson(type))
            throw new UnfitBodyException(
                415,
                "unsupported_media_type",
                "Send JSON, with the header Content-Type: application/json."
            );
        if (!IsUtf8(type))
            throw new UnfitBodyException(
                415,
                "unsupported_media_type",
                $"JSON is written in UTF-8 (RFC 8259, 8.1), and not in '{CharsetOf(type)}'."
            );
    }

    /// <summary>
    /// Whether something was done to the body that has to be undone before anybody can read it. Then the answer says what is
    /// taken instead (RFC 9110, 12.5.3).
    /// </summary>
    public static bool IsCompressed(HttpRequest request)
    {
        if (
            request.Headers.ContentEncoding is not { Count: > 0 } codings
            || codings.ToString().Trim() is not { Length: > 0 } coding
            || coding.Equals(Plain, StringComparison.OrdinalIgnoreCase)
        )
            return false;
        request.HttpContext.Response.Headers.AcceptEncoding = Plain;
        return true;
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
        && (
            type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Under its name or the one that it is often given; with quotes or without.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type) =>
        CharsetOf(type) is not { } charset
        || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without its quotes; empty where the parameter has no value, and nothing where there is no parameter.</summary>
    private static string? CharsetOf(MediaTypeHeaderValue type)
    {
        foreach (var parameter in type.Parameters)
            if (parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
                return parameter.Value.HasValue ? HeaderUtilities.RemoveQuotes(parameter.Value).ToString().Trim() : "";
        return null;
    }
}
