using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Organizations;

namespace Hub.Domain.Tokens;

/// <summary>A bearer token of the REST API; only the hash of its secret is kept.</summary>
public sealed record ApiToken
{
    public required long Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, base64. The secret is 240 random bits, so one round is enough.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Scopes; none means all.</summary>
    public required IReadOnlyList<string> Abilities { get; init; }

    /// <summary>The agent whose token it is; absent for one that belongs to the organization alone.</summary>
    public TokenOwner? Agent { get; init; }

    /// <summary>Requests a minute of each kind; the hub's general limits when absent.</summary>
    public int? RequestsPerMinute { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Kept beside the token; in it only as it was until then.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public const string Counter = "token";

    /// <summary>Tokens live in the hub's own directory: a request carries an id before anyone knows its organization.</summary>
    public static string PartitionOf(long id) => $"token-{id}";

    public static readonly DocumentType<ApiToken> Document = new DocumentType<ApiToken>("token", static () =>
        DomainJson.Default.ApiToken
    )
        .Integer("id", token => token.Id)
        .Text("organization", token => token.Organization.ToString())
        .Index("organization", "id");

    public bool Allows(string scope) => Abilities.Count == 0 || Abilities.Contains(scope);

    public bool HasExpired(DateTimeOffset now) => ExpiresAt is { } end && end <= now;

    public static string NewSecret() =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 40);

    public static string Hash(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Whose token it is, and under which number of theirs it was issued: it works for as long as both hold.</summary>
public sealed record TokenOwner(long Id, Guid Uuid, int AccessGeneration);
