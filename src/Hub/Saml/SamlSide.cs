using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Saml;

/// <summary>An organization as a service provider, with the provider that its people sign in with.</summary>
internal sealed record SamlSide(Organization Organization, SamlSettings Settings, SamlAddresses Own)
{
    /// <param name="address">Of the hub's, where the message was sent.</param>
    public SamlParties PartiesAt(string address, DateTimeOffset now) =>
        new(Settings.Provider.EntityId, Settings.Provider.ReadCertificates(), Own.EntityId, address, now);
}

/// <summary>Opens the side of an organization that a path names.</summary>
internal sealed class SamlSides(IStore store, SamlKeys keys, PublicAddress address)
{
    private static readonly Refusal NoKey = new(
        RefusalKind.Conflict,
        "saml_key_unreadable",
        "The hub cannot decrypt this organization's SAML key. Its operator gives it its keys back, or somebody with all scopes deletes the SAML settings and sets them up anew."
    );

    public async ValueTask<(SamlSide? Side, Refusal? Refusal)> Open(HttpContext http, string prefix) =>
        await store.OrganizationOf(prefix, http.RequestAborted) is { } organization
        && await SamlSettings.Of(store, organization.Id, http.RequestAborted) is { } settings
            ? (new SamlSide(organization, settings, SamlAddresses.Of(http, address, organization)), null)
            : (null, SamlRefusals.NotConfigured);

    public async ValueTask<SamlSide?> Of(HttpContext http, OrganizationId organization)
    {
        var found = await store.Get(
            Organization.Document,
            OrganizationId.Hub,
            Organization.Partition,
            organization.ToString(),
            http.RequestAborted
        );
        return found is null ? null : (await Open(http, found.Value.Prefix)).Side;
    }

    /// <summary>The address that leads to the provider with a message of the hub's, signed.</summary>
    /// <param name="name">Whether it is a request or an answer: <see cref="RedirectBinding"/>.</param>
    public async ValueTask<(string? Address, Refusal? Refusal)> Lead(
        SamlSide side,
        string address,
        string name,
        string xml,
        string? relayState,
        CancellationToken cancellation
    )
    {
        using var key = keys.Open(await keys.Of(side.Organization, cancellation));
        return key is null ? (null, NoKey) : (RedirectBinding.Write(address, name, xml, relayState, key), null);
    }
}
