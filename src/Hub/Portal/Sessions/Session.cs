using System.Globalization;
using System.Security.Cryptography;
using Hub.Access;

namespace Hub.Portal.Sessions;

/// <summary>Somebody who signed in: with which token, and since when. The token's secret is no part of it.</summary>
/// <param name="Token">The token's number.</param>
/// <param name="Mark">Tells the token from another that has its number by now.</param>
/// <param name="Begun">When they signed in.</param>
/// <param name="Seen">When they last asked for something, to within <see cref="Session.Renewal"/>.</param>
internal sealed record Session(long Token, string Mark, DateTimeOffset Begun, DateTimeOffset Seen)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(8);
    public static readonly TimeSpan Renewal = TimeSpan.FromMinutes(5);

    private const char Separator = '|';

    public bool HasEnded(DateTimeOffset now) => now - Begun >= Longest || now - Seen >= LongestIdle;

    public bool IsOf(KeptToken token) => Mark == MarkOf(token);

    public static string MarkOf(KeptToken token) => Convert.ToHexStringLower(SHA256.HashData(token.SecretHash!));

    public string Write() =>
        string.Join(
            Separator,
            Token.ToString(CultureInfo.InvariantCulture),
            Mark,
            Begun.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            Seen.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        );

    /// <param name="text">What <see cref="Write"/> made, and nothing else: it comes out of a seal.</param>
    public static Session Read(string text)
    {
        var parts = text.Split(Separator);
        return new Session(Number(parts[0]), parts[1], Instant(parts[2]), Instant(parts[3]));
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string digits) => DateTimeOffset.FromUnixTimeSeconds(Number(digits));
}
