using Hub.Domain.Organizations;
using Hub.Portal;
using Hub.Wire;

namespace Hub.Saml;

/// <summary>What an organization is called as a service provider, and where it is reached.</summary>
internal sealed record SamlAddresses(string EntityId, string Acs, string SignOut, string SignIn)
{
    public const string Root = $"{PortalSetup.Root}/saml";

    public static SamlAddresses Of(HttpContext http, PublicAddress address, Organization organization)
    {
        var own = address.Of(http, PathOf(organization));
        return new SamlAddresses($"{own}/metadata", $"{own}/acs", $"{own}/sign-out", $"{own}/sign-in");
    }

    public static string PathOf(Organization organization) => $"{Root}/{organization.Prefix}";
}
