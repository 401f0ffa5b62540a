using Hub.Access;

namespace Hub.Portal.Sessions;

/// <summary>Begins sessions and goes on with them. Each request looks for the token anew, so that a session ends with it.</summary>
internal sealed class SessionBook(TokenSignIn tokens, SessionCookie cookie, TimeProvider clock)
{
    /// <summary>For somebody who has proved that the token is theirs.</summary>
    /// <returns>Whether the token still works.</returns>
    public async Task<bool> Begin(HttpContext http, long token)
    {
        if (await tokens.Resume(KeyOf(token), http.RequestAborted) is not { } known)
            return false;
        var now = clock.GetUtcNow();
        cookie.Write(http, new Session(token, Session.MarkOf(known.Token), now, now));
        return true;
    }

    /// <summary>Who sent the request; nobody where there is no session, or where it has ended.</summary>
    public async Task<Caller?> Resume(HttpContext http)
    {
        var now = clock.GetUtcNow();
        if (
            cookie.Read(http) is not { } session
            || session.HasEnded(now)
            || await tokens.Resume(KeyOf(session.Token), http.RequestAborted) is not { } known
            || !session.IsOf(known.Token)
        )
            return null;
        if (now - session.Seen >= Session.Renewal)
            cookie.Write(http, session with { Seen = now });
        return known.Caller;
    }

    private static TokenKey KeyOf(long token) => TokenKey.OfNumber(ApiTokenKind.Instance, token);
}
