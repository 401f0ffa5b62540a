using System.Globalization;

namespace Hub.Saml;

/// <summary>Times as messages write them (UTC), and how far the clocks of provider and hub may be apart.</summary>
internal static class SamlTimes
{
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static bool HasBegun(DateTimeOffset begin, DateTimeOffset now) => now >= begin - Skew;

    public static bool HasEnded(DateTimeOffset end, DateTimeOffset now) => now >= end + Skew;
}
