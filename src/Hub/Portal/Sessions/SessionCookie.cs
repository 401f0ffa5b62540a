using Hub.Edge;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Sessions;

/// <summary>Where the browser keeps a session: sealed, out of the reach of scripts, and never sent with another site's form.</summary>
internal sealed class SessionCookie(IDataProtectionProvider protection, IOptions<HubOptions> options)
{
    public const string Name = "hub-session";

    private readonly IDataProtector seal = protection.CreateProtector("Hub.Portal.Session");
    private readonly bool isReachedByTls = SecurityHeaders.IsReachedByTls(options.Value.PublicUrl);

    public Session? Read(HttpContext http) =>
        http.Request.Cookies[Name] is { Length: > 0 } text && seal.TryOpen(text) is { } opened
            ? Session.Read(opened)
            : null;

    public void Write(HttpContext http, Session session) =>
        http.Response.Cookies.Append(Name, seal.Protect(session.Write()), Attributes(http));

    public void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Attributes(http));

    /// <summary>Lax: a link in a chat leads to a ticket without signing in anew.</summary>
    private CookieOptions Attributes(HttpContext http) =>
        new()
        {
            Path = PortalSetup.Root,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps || isReachedByTls,
            IsEssential = true,
        };
}
