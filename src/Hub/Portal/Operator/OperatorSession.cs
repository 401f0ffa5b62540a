using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Edge;
using Hub.Portal.Sessions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Operator;

/// <summary>
/// The session of whoever runs the hub: a sealed note of a hash of the operator's token, and since when. It ends with that token, and
/// is sent with the operator's pages alone.
/// </summary>
internal sealed class OperatorSession(
    IDataProtectionProvider protection,
    IOptions<HubOptions> options,
    TimeProvider clock
)
{
    public const string Cookie = "hub-operator";

    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private readonly IDataProtector seal = protection.CreateProtector("Hub.Portal.Operator");
    private readonly bool isReachedByTls = SecurityHeaders.IsReachedByTls(options.Value.PublicUrl);

    /// <summary>Whether somebody can sign in as the operator at all.</summary>
    public bool IsPossible => options.Value.OperatorToken is { Length: > 0 };

    /// <returns>Whether the token is the operator's.</returns>
    public bool Begin(HttpContext http, string? token)
    {
        if (token is null || Mark is not { } mark || !IsSame(HashOf(token), mark))
            return false;
        var began = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        http.Response.Cookies.Append(Cookie, seal.Protect($"{mark}|{began}"), Attributes(http));
        return true;
    }

    public bool IsOf(HttpContext http) =>
        http.Request.Cookies[Cookie] is { Length: > 0 } text
        && seal.TryOpen(text)?.Split('|') is [var mark, var began]
        && Mark is { } current
        && IsSame(mark, current)
        && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(began, CultureInfo.InvariantCulture))
            < Longest;

    public void End(HttpContext http) => http.Response.Cookies.Delete(Cookie, Attributes(http));

    private string? Mark => options.Value.OperatorToken is { Length: > 0 } token ? HashOf(token) : null;

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    /// <summary>Strict: nothing leads here from elsewhere.</summary>
    private CookieOptions Attributes(HttpContext http) =>
        new()
        {
            Path = OperatorPages.Path,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps || isReachedByTls,
            IsEssential = true,
        };
}
