using System.Security.Cryptography;
using Hub.Access;

namespace Hub.Portal.Sessions;

/// <summary>Begins sessions, goes on with them and ends them.</summary>
internal sealed class SessionBook(SessionCallers callers, SessionEnds ends, SessionCookie cookie, TimeProvider clock)
{
    /// <summary>For somebody who has proved that the token is theirs.</summary>
    /// <returns>Whether the token still works.</returns>
    public async Task<bool> Begin(HttpContext http, long token)
    {
        if (await callers.HolderOf(token, http.RequestAborted) is not { } holder)
            return false;
        await Begin(http, holder);
        return true;
    }

    /// <param name="latest">When it ends at the latest; absent where only its own length counts.</param>
    public async Task Begin(HttpContext http, SessionHolder holder, DateTimeOffset? latest = null)
    {
        var now = clock.GetUtcNow();
        var round = await ends.RoundOf(holder.Key, http.RequestAborted);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        cookie.Write(http, new Session(id, holder, now, now, round, latest));
    }

    /// <summary>Who sent the request; nobody where there is no session, or where it has ended.</summary>
    public async Task<Caller?> Resume(HttpContext http)
    {
        var now = clock.GetUtcNow();
        if (
            cookie.Read(http) is not { } session
            || session.HasEnded(now)
            || await ends.Concern(session, http.RequestAborted)
            || await callers.Of(session.Holder, http.RequestAborted) is not { } caller
        )
            return null;
        if (now - session.Seen >= Session.Renewal)
            cookie.Write(http, session = session with { Seen = now });
        http.Features.Set(session);
        return caller;
    }

    /// <summary>Ends the session of the request, also for whoever has a copy of its cookie.</summary>
    public async Task End(HttpContext http)
    {
        if (http.Features.Get<Session>() is { } session)
            await ends.End(session.OwnKey, http.RequestAborted);
        cookie.Delete(http);
    }

    /// <summary>Ends all sessions of whoever sent the request, on every hub of a fleet.</summary>
    public async Task EndEverywhere(HttpContext http)
    {
        if (http.Features.Get<Session>() is { } session)
            await ends.End(session.Holder.Key, http.RequestAborted);
        cookie.Delete(http);
    }
}
