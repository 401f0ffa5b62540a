using System.Globalization;
using Azure;

namespace Hub.Storage.ServiceBus.Http;

/// <summary>What an answer means.</summary>
internal static class Outcomes
{
    public const string Throttled = "throttled";
    public const string Unreachable = "unreachable";

    public static string Of(Response response) =>
        response.Status switch
        {
            204 => "empty",
            >= 200 and < 300 => "ok",
            404 or 410 => "gone",
            408 or >= 500 => "failed",
            _ => IsThrottled(response) ? Throttled : "refused",
        };

    /// <summary>Worth another try.</summary>
    public static bool IsTransient(Response response) => Of(response) is "failed" or Throttled;

    public static bool IsThrottled(Response response) =>
        response.Status == 429
        || (response.Status == 403 && Text(response).Contains("50009", StringComparison.Ordinal));

    /// <summary>RFC 9110, section 10.2.3: seconds, or a date.</summary>
    public static TimeSpan? RetryAfter(Response response, DateTimeOffset now)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var value))
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(
            value,
            "R",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at - (response.Headers.Date ?? now)
            : null;
    }

    /// <summary>The answer's explanation, which carries no secret: <c>&lt;Error&gt;&lt;Code/&gt;&lt;Detail/&gt;&lt;/Error&gt;</c>.</summary>
    public static string Text(Response response)
    {
        const int Most = 512;
        if (response.ContentStream is not MemoryStream)
            return "";
        var text = response.Content.ToString();
        return text.Length > Most ? text[..Most] : text;
    }
}
