using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hub.Access;

/// <summary>Which scheme a request to the REST API is for, by what it carries.</summary>
internal static class Selection
{
    private const string Bearer = "Bearer ";

    /// <summary>A session, as that of a page, is the application's default scheme; it is asked where there is no token.</summary>
    public static string Of(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var schemes = http.RequestServices.GetRequiredService<IOptions<AuthenticationOptions>>().Value;
        return header.Length == 0 ? schemes.DefaultScheme ?? Schemes.ApiToken
            : LooksLikeJwt(header) && schemes.SchemeMap.ContainsKey(Schemes.EntraId) ? Schemes.EntraId
            : Schemes.ApiToken;
    }

    /// <summary>Base64 of an object, and at least two dots; signed or not, encrypted or not (RFC 7515, 3.1; RFC 7516, 3.1).</summary>
    private static bool LooksLikeJwt(ReadOnlySpan<char> header)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return false;
        var token = header[Bearer.Length..].Trim();
        return token.StartsWith("ey", StringComparison.Ordinal) && token.Count('.') >= 2 && !token.Contains('|');
    }
}
