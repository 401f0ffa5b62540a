using System.Security.Claims;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Hub.Access;

/// <summary>Who calls: one organization, somebody whose act it is, and what they may do, however they signed in.</summary>
internal sealed class Caller
{
    public Caller(Organization organization, Actor actor, IReadOnlySet<string> scopes, string limitKey)
    {
        (Organization, Actor, Scopes, LimitKey) = (organization, actor, scopes, limitKey);
        MayDoEverything = Scope.All.IsSubsetOf(scopes);
        OrganizationKey = $"organization-{organization.Id}";
        Principal = new CallerPrincipal(this);
    }

    /// <summary>The one that everything the caller sees belongs to.</summary>
    public Organization Organization { get; }

    /// <summary>Who events and histories say it was.</summary>
    public Actor Actor { get; }

    /// <summary>What the caller may do, of <see cref="Scope.All"/>.</summary>
    public IReadOnlySet<string> Scopes { get; }

    /// <summary>Names the caller among all: requests are counted, and idempotency keys kept, under it.</summary>
    public string LimitKey { get; }

    /// <summary>Names the organization among all: the requests of all its callers together are counted under it.</summary>
    public string OrganizationKey { get; }

    /// <summary>Who the audit log says it was: the very token or account.</summary>
    public required AuditActor SignedInAs { get; init; }

    /// <summary>The agent who calls; absent for an application or an identity provider, which is nobody.</summary>
    public TokenOwner? Agent { get; init; }

    /// <summary>The caller's own allowance, in place of the general one.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>When the caller's token stops working; absent when never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool MayDoEverything { get; }

    /// <summary>The caller as the framework knows callers; one for all of its requests.</summary>
    public CallerPrincipal Principal { get; }

    public bool Allows(string scope) => Scopes.Contains(scope);

    /// <summary>The caller of a request; absent where the route is open and nobody signed in.</summary>
    public static Caller? Of(HttpContext http) =>
        (http.Features.Get<IHttpAuthenticationFeature>()?.User as CallerPrincipal)?.Caller;

    /// <summary>Handlers take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext http) => new(Of(http));
}

/// <summary>
/// A caller as the framework's principal. Every scheme of the hub signs in with one. It is also the feature that carries it
/// through a request, so that a known caller costs no allocation.
/// </summary>
internal sealed class CallerPrincipal(Caller caller)
    : ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Actor.Name)], caller.Actor.Kind)),
        IHttpAuthenticationFeature
{
    public Caller Caller => caller;

    ClaimsPrincipal? IHttpAuthenticationFeature.User
    {
        get => this;
        set =>
            throw new NotSupportedException("This principal is shared by requests: who calls does not change in one.");
    }
}
