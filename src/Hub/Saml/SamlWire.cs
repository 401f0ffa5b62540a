using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography.X509Certificates;
using Hub.Delivery.Egress;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Saml;

/// <summary>How the organization's people sign in to the portal with SAML.</summary>
/// <example>
/// {"metadata_url": "https://example.okta.com/app/abc/sso/saml/metadata", "abilities": ["tickets:read"],
/// "roles": [{"role_id": 1, "abilities": ["tickets:write"]}]}
/// </example>
[RefusesUnknown]
internal sealed record UpdateSamlSettings
{
    public const int MostRoles = 100;

    /// <summary>
    /// Where the identity provider has its metadata, which are read now and each time that this is sent. Where neither this nor
    /// metadata is given, what was read before stays.
    /// </summary>
    /// <example>https://example.okta.com/app/abc/sso/saml/metadata</example>
    [MaxLength(TargetPolicy.MaxLength)]
    public string? MetadataUrl { get; init; }

    /// <summary>The identity provider's metadata themselves, as XML.</summary>
    [MaxLength(SamlXml.Largest)]
    public string? Metadata { get; init; }

    /// <summary>Whether a sign-in may begin at the provider; true when absent.</summary>
    [DefaultValue(true)]
    public bool? IdpInitiated { get; init; }

    /// <summary>The scopes of every agent who signs in; none when absent.</summary>
    /// <example>["tickets:read"]</example>
    [ScopeName, MaxLength(100)]
    public IReadOnlyList<string>? Abilities { get; init; }

    /// <summary>What roles allow beyond that; nothing when absent.</summary>
    [MaxLength(MostRoles)]
    public IReadOnlyList<SamlGrantBody>? Roles { get; init; }
}

/// <summary>What a role allows whoever has it, directly or through another role.</summary>
internal sealed record SamlGrantBody
{
    /// <summary>The role, by its id.</summary>
    /// <example>1</example>
    [Required]
    public long? RoleId { get; init; }

    /// <summary>The scopes that it gives.</summary>
    /// <example>["tickets:read", "tickets:write"]</example>
    [Required, ScopeName, Length(1, 100)]
    public IReadOnlyList<string>? Abilities { get; init; }
}

/// <summary>How the organization's people sign in to the portal with SAML, and what its identity provider needs to know.</summary>
internal sealed record SamlSettingsResponse
{
    /// <summary>The organization's entity id: the audience of assertions, and where its metadata are.</summary>
    public required string EntityId { get; init; }

    /// <summary>Where the provider posts its answers: the assertion consumer service, and their recipient and destination.</summary>
    public required string AcsUrl { get; init; }

    /// <summary>Where the provider ends sessions: the single logout service.</summary>
    public required string SignOutUrl { get; init; }

    /// <summary>Where a sign-in begins that the provider is asked for.</summary>
    public required string SignInUrl { get; init; }

    /// <summary>The identity provider; absent where none is set up, and nobody signs in with SAML.</summary>
    public SamlProviderResponse? Provider { get; init; }

    /// <summary>Whether a sign-in may begin at the provider.</summary>
    public required bool IdpInitiated { get; init; }

    /// <summary>The scopes of every agent who signs in.</summary>
    [ScopeName]
    public required IReadOnlyList<string> Abilities { get; init; }

    /// <summary>What roles allow beyond that.</summary>
    public required IReadOnlyList<SamlGrantResponse> Roles { get; init; }

    public static SamlSettingsResponse Of(SamlAddresses own, SamlSettings? settings) =>
        new()
        {
            EntityId = own.EntityId,
            AcsUrl = own.Acs,
            SignOutUrl = own.SignOut,
            SignInUrl = own.SignIn,
            Provider = settings is null ? null : SamlProviderResponse.Of(settings),
            IdpInitiated = settings?.IdpInitiated ?? true,
            Abilities = settings?.Abilities ?? [],
            Roles = [.. (settings?.Roles ?? []).Select(one => new SamlGrantResponse(one.RoleId, one.Abilities))],
        };
}

/// <summary>What a role allows whoever has it.</summary>
/// <param name="RoleId">The role, by its id.</param>
/// <param name="Abilities">The scopes that it gives.</param>
internal sealed record SamlGrantResponse(long RoleId, [property: ScopeName] IReadOnlyList<string> Abilities);

/// <summary>An identity provider, by its metadata.</summary>
internal sealed record SamlProviderResponse
{
    /// <summary>The provider's entity id: the issuer of its messages.</summary>
    public required string EntityId { get; init; }

    /// <summary>Where people are sent to sign in.</summary>
    public required string SignInUrl { get; init; }

    /// <summary>Where they are sent to sign out; absent where the provider ends no sessions.</summary>
    public string? SignOutUrl { get; init; }

    /// <summary>Where its metadata were read; absent where they came as a file.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>When they were read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>What it signs with.</summary>
    public required IReadOnlyList<SamlCertificateResponse> Certificates { get; init; }

    public static SamlProviderResponse Of(SamlSettings settings) =>
        new()
        {
            EntityId = settings.Provider.EntityId,
            SignInUrl = settings.Provider.SignInUrl,
            SignOutUrl = settings.Provider.SignOutUrl,
            MetadataUrl = settings.MetadataUrl,
            ReadAt = settings.ReadAt,
            Certificates = [.. settings.Provider.ReadCertificates().Select(SamlCertificateResponse.Of)],
        };
}

/// <summary>A certificate of a provider; the hub goes by its key, and not by its dates.</summary>
/// <param name="Sha256">Its fingerprint, in hexadecimal.</param>
/// <param name="EndsAt">Until when it says that it is good.</param>
internal sealed record SamlCertificateResponse(string Sha256, DateTimeOffset EndsAt)
{
    public static SamlCertificateResponse Of(X509Certificate2 certificate) =>
        new(
            certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant(),
            certificate.NotAfter.ToUniversalTime()
        );
}
