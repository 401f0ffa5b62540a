using System.Collections.Frozen;
using System.Security.Claims;
using Hub.Domain.Text;
using Hub.Domain.Tokens;
using Hub.Portal.Sessions;
using Microsoft.Extensions.Options;

namespace Hub.Access.Entra;

/// <summary>Who a token of Entra ID is about.</summary>
/// <param name="Id">A person's object id, or an application's client id.</param>
/// <param name="Emails">What a person signs in with, and their address; none for an application.</param>
internal sealed record EntraIdentity(
    Guid Tenant,
    Guid Id,
    bool IsApplication,
    string Name,
    IReadOnlyList<string> Emails,
    IReadOnlySet<string> Abilities
);

/// <summary>Reads the claims of a token that has been validated.</summary>
internal sealed class EntraClaims(IOptions<EntraOptions> options)
{
    public const string Tenant = "tid";

    private readonly FrozenDictionary<string, IReadOnlyCollection<string>> roles = Read(options.Value.Roles);
    private readonly FrozenDictionary<string, IReadOnlyCollection<string>> scopes = Read(options.Value.Scopes);
    private readonly bool peopleNeedRoles = options.Value.PeopleNeedRoles;

    /// <summary>Nobody, where a claim is missing that says who it is.</summary>
    public EntraIdentity? Identify(ClaimsPrincipal token)
    {
        // A token that a person's consent stands behind has scopes; one that an application got for itself has none.
        var isApplication = token.FindFirst("scp") is null || token.HasClaim("idtyp", "app");
        if (
            !Guid.TryParse(token.FindFirstValue(Tenant), out var tenant)
            || !Guid.TryParse(
                isApplication
                    ? token.FindFirstValue("azp") ?? token.FindFirstValue("appid")
                    : token.FindFirstValue("oid"),
                out var id
            )
        )
            return null;
        var byRole = AbilitiesOf(RolesOf(token), roles);
        if (isApplication)
            return new EntraIdentity(
                tenant,
                id,
                true,
                token.FindFirstValue("app_displayname") ?? id.ToString(),
                [],
                byRole.ToFrozenSet()
            );

        var byScope = AbilitiesOf(token.FindFirstValue("scp")!.Split(' '), scopes);
        var known = AddressesOf(token);
        return new EntraIdentity(
            tenant,
            id,
            false,
            token.FindFirstValue("name") ?? known.FirstOrDefault() ?? id.ToString(),
            known,
            (peopleNeedRoles ? byScope.Intersect(byRole) : byScope).ToFrozenSet()
        );
    }

    /// <summary>Who signed in to the pages, by the token that says so; nobody, where a claim is missing.</summary>
    public static EntraHolder? Holder(ClaimsPrincipal token)
    {
        if (
            !Guid.TryParse(token.FindFirstValue(Tenant), out var tenant)
            || !Guid.TryParse(token.FindFirstValue("oid"), out var id)
        )
            return null;
        var known = AddressesOf(token);
        var name = token.FindFirstValue("name") ?? known.FirstOrDefault() ?? id.ToString();
        return new EntraHolder(tenant, id, name, known, [.. RolesOf(token)], Generation: null);
    }

    /// <summary>What app roles and groups allow.</summary>
    public IReadOnlySet<string> AbilitiesOf(IEnumerable<string> names) => AbilitiesOf(names, roles).ToFrozenSet();

    /// <summary>App roles, and groups by their object ids.</summary>
    private static IEnumerable<string> RolesOf(ClaimsPrincipal token) =>
        token.FindAll("roles").Concat(token.FindAll("groups")).Select(claim => claim.Value);

    private static List<string> AddressesOf(ClaimsPrincipal token)
    {
        string?[] emails =
        [
            token.FindFirstValue("email"),
            token.FindFirstValue("preferred_username"),
            token.FindFirstValue("upn"),
        ];
        return [.. emails.OfType<string>().DistinctByFold()];
    }

    /// <summary>What is called as an ability allows that, unless the configuration says what it allows.</summary>
    private static IEnumerable<string> AbilitiesOf(
        IEnumerable<string> names,
        FrozenDictionary<string, IReadOnlyCollection<string>> grants
    ) =>
        names.SelectMany(name =>
            grants.TryGetValue(name, out var abilities) ? abilities
            : Scope.All.Contains(name) ? [name]
            : []
        );

    private static FrozenDictionary<string, IReadOnlyCollection<string>> Read(List<EntraGrant> grants) =>
        grants
            .GroupBy(grant => grant.Name)
            .ToFrozenDictionary(
                same => same.Key,
                IReadOnlyCollection<string> (same) => same.SelectMany(grant => grant.Read()).ToFrozenSet()
            );
}
