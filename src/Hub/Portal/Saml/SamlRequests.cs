using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Edge;
using Hub.Portal.Sessions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Saml;

/// <summary>A sign-in that a browser has begun.</summary>
/// <param name="Id">Of the request to the provider.</param>
/// <param name="Organization">Its prefix.</param>
/// <param name="IsTest">Whether it is to show what it comes to, and to begin no session.</param>
internal sealed record SamlRequest(string Id, string Organization, bool IsTest, DateTimeOffset Ends);

/// <summary>Somebody for whom a provider answered, on the way back into their browser.</summary>
/// <param name="Request">The request that was answered; the browser must be the one that began it.</param>
internal sealed record SamlArrival(
    SamlHolder Holder,
    string Organization,
    string Request,
    string? Return,
    DateTimeOffset? SessionEnds,
    DateTimeOffset Ends
);

/// <summary>
/// Which sign-ins a browser has begun. Providers answer with a form of another site's, with which browsers send no cookie of the hub's:
/// so the answer is checked where it comes in, and taken up by a second request, which has the cookie.
/// </summary>
internal sealed class SamlRequests(IDataProtectionProvider protection, IOptions<HubOptions> options, TimeProvider clock)
{
    private const string Name = "hub-saml-";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Handover = TimeSpan.FromMinutes(1);

    private readonly IDataProtector requests = protection.CreateProtector("Hub.Portal.Saml.Request");
    private readonly IDataProtector arrivals = protection.CreateProtector("Hub.Portal.Saml.Arrival");
    private readonly bool isReachedByTls = SecurityHeaders.IsReachedByTls(options.Value.PublicUrl);

    /// <summary>Notes in the browser that it began the sign-in.</summary>
    public void Begin(HttpContext http, string id, string organization, bool isTest)
    {
        var request = new SamlRequest(id, organization, isTest, clock.GetUtcNow() + Lifetime);
        http.Response.Cookies.Append(
            NameOf(id),
            requests.Protect(JsonSerializer.Serialize(request, SamlPortalJson.Default.SamlRequest)),
            Attributes(http)
        );
    }

    /// <returns>Nothing where this browser did not begin it, or too long ago.</returns>
    public SamlRequest? Take(HttpContext http, SamlArrival arrival)
    {
        if (
            http.Request.Cookies[NameOf(arrival.Request)] is not { Length: > 0 } text
            || requests.TryOpen(text) is not { } opened
        )
            return null;
        http.Response.Cookies.Delete(NameOf(arrival.Request), Attributes(http));
        var request = JsonSerializer.Deserialize(opened, SamlPortalJson.Default.SamlRequest)!;
        return
            request.Id == arrival.Request
            && request.Organization == arrival.Organization
            && clock.GetUtcNow() < request.Ends
            ? request
            : null;
    }

    public string Seal(SamlArrival arrival) =>
        arrivals.Protect(
            JsonSerializer.Serialize(
                arrival with
                {
                    Ends = clock.GetUtcNow() + Handover,
                },
                SamlPortalJson.Default.SamlArrival
            )
        );

    public SamlArrival? Open(string? code) =>
        code is not null
        && arrivals.TryOpen(code) is { } opened
        && JsonSerializer.Deserialize(opened, SamlPortalJson.Default.SamlArrival) is { } arrival
        && clock.GetUtcNow() < arrival.Ends
            ? arrival
            : null;

    /// <summary>One for each sign-in: people begin some at once, in several tabs.</summary>
    private static string NameOf(string id) => Name + string.Concat(id.Where(char.IsAsciiLetterOrDigit).Take(16));

    private CookieOptions Attributes(HttpContext http) =>
        new()
        {
            Path = $"{PortalSetup.Root}/saml",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps || isReachedByTls,
            MaxAge = Lifetime,
            IsEssential = true,
        };
}

[JsonSerializable(typeof(SamlRequest))]
[JsonSerializable(typeof(SamlArrival))]
internal sealed partial class SamlPortalJson : JsonSerializerContext;
