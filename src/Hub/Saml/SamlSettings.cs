using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Saml;

/// <summary>How an organization's people sign in with SAML.</summary>
internal sealed record SamlSettings
{
    public const string Partition = "saml";
    public const string DocumentId = "settings";

    public static readonly DocumentType<SamlSettings> Document = new("saml_settings", static () =>
        SamlStoredJson.Default.SamlSettings
    );

    public required SamlProvider Provider { get; init; }

    /// <summary>Where the provider's metadata were read; absent where they came as a file.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>When they were read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Whether a sign-in may begin at the provider.</summary>
    public bool IdpInitiated { get; init; } = true;

    /// <summary>The scopes of every agent who signs in.</summary>
    public IReadOnlyList<string> Abilities { get; init; } = [];

    /// <summary>The further scopes of those who have a role.</summary>
    public IReadOnlyList<SamlGrant> Roles { get; init; } = [];

    public static async ValueTask<SamlSettings?> Of(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    ) => (await store.Get(Document, organization, Partition, DocumentId, cancellation))?.Value;
}

/// <summary>What an identity provider's metadata say of it.</summary>
/// <param name="SignInUrl">Where requests go, by HTTP-Redirect.</param>
/// <param name="SignOutUrl">The same for the end of a session; absent where it has none.</param>
/// <param name="SignOutReplyUrl">Where answers go to its own requests to end one.</param>
/// <param name="Certificates">Those that it signs with: DER, base64.</param>
internal sealed record SamlProvider(
    string EntityId,
    string SignInUrl,
    string? SignOutUrl,
    string? SignOutReplyUrl,
    IReadOnlyList<string> Certificates
)
{
    public IReadOnlyList<X509Certificate2> ReadCertificates() =>
        [.. Certificates.Select(one => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(one)))];
}

/// <summary>What a role allows whoever has it.</summary>
internal sealed record SamlGrant(long RoleId, IReadOnlyList<string> Abilities);

/// <summary>What an organization signs its own messages with.</summary>
/// <param name="ProtectedKey">The private key, encrypted.</param>
/// <param name="Certificate">As the metadata show it: DER, base64.</param>
internal sealed record SamlKey(string ProtectedKey, string Certificate, DateTimeOffset CreatedAt)
{
    public const string DocumentId = "key";

    public static readonly DocumentType<SamlKey> Document = new("saml_key", static () =>
        SamlStoredJson.Default.SamlKey
    );
}

/// <summary>A message of a provider that was taken, so that it is not taken again.</summary>
/// <param name="Until">When it would be refused for its age.</param>
internal sealed record UsedSamlMessage(DateTimeOffset Until)
{
    public const string Partition = "saml_messages";

    public static readonly DocumentType<UsedSamlMessage> Document = new DocumentType<UsedSamlMessage>(
        "used_saml_message",
        static () => SamlStoredJson.Default.UsedSamlMessage
    )
        .Instant("until", message => message.Until)
        .Index("until");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SamlSettings))]
[JsonSerializable(typeof(SamlKey))]
[JsonSerializable(typeof(UsedSamlMessage))]
internal sealed partial class SamlStoredJson : JsonSerializerContext;
