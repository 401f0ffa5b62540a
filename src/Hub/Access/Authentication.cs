using System.Net;
using Hub.Errors;
using Hub.RateLimits;

namespace Hub.Access;

/// <summary>Finds the caller of a request by its bearer token, or the refusal it is owed.</summary>
internal sealed class Authentication(TokenCache tokens, TokenUse use, AuthenticationThrottle brake, TimeProvider clock)
{
    /// <summary>The usual case: a known token, answered without waiting for anything.</summary>
    public Caller? TryKnown(HttpContext http) =>
        Credential.TryRead(http.Request.Headers.Authorization.ToString(), out var credential)
        && tokens.Known(credential.Id) is { } caller
        && credential.Matches(caller.SecretHash)
            ? Admit(caller)
            : null;

    /// <summary>Everything else: tokens not seen lately, wrong ones, none.</summary>
    public async ValueTask<(Caller? Caller, Refused? Refused)> Identify(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return (null, Challenge(http, "Bearer", "This needs a token: Authorization: Bearer <token>."));

        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (brake.Check(address) is { } braked)
            return (null, braked);
        if (TryReadId(header) is { } id && await tokens.Load(id, http.RequestAborted) is { } caller)
            if (Matches(header, caller) && Admit(caller) is { } admitted)
                return (admitted, null);
        brake.Count(address);
        return (null, Challenge(http, "Bearer error=\"invalid_token\"", "This token is unknown, revoked or expired."));
    }

    private Caller? Admit(Caller caller)
    {
        var now = clock.GetUtcNow();
        if (caller.Token.HasExpired(now))
            return null;
        if (caller.MarkUsed(now))
            use.Note(caller.Token.Id, now);
        return caller;
    }

    // A credential lives on the stack and cannot cross an await: it is read again on either side.
    private static long? TryReadId(string header) =>
        Credential.TryRead(header, out var credential) ? credential.Id : null;

    private static bool Matches(string header, Caller caller) =>
        Credential.TryRead(header, out var credential) && credential.Matches(caller.SecretHash);

    private static Refused Challenge(HttpContext http, string challenge, string detail)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return new Refused(401, "unauthenticated", detail);
    }
}
