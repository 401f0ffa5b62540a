using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Organizations;

namespace Hub.Domain.Tokens;

/// <summary>An identity provider's bearer token; only a hash of it is kept.</summary>
public sealed record ScimToken
{
    public required long Id { get; init; }

    public required OrganizationId Organization { get; init; }

    /// <summary>Which identity provider has it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole token in hexadecimal; also what the token is found by.</summary>
    public required string Hash { get; init; }

    /// <summary>Requests a minute; the hub's general limit when absent.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The agent whose token made it: it works for as long as that one would. Absent: it is the organization's.</summary>
    public TokenOwner? Agent { get; init; }

    /// <summary>When it stops working: a token that stops itself makes none that goes on.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Kept beside the token; in it only as it was until then.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public const string Counter = "scim_token";

    /// <summary>Tokens live in the hub's own directory: a request carries one before anyone knows its organization.</summary>
    public static string PartitionOf(string hash) => $"scim-token-{hash}";

    public static readonly DocumentType<ScimToken> Document = new DocumentType<ScimToken>("scim_token", static () =>
        DomainJson.Default.ScimToken
    )
        .Integer("id", token => token.Id)
        .Text("organization", token => token.Organization.ToString())
        .Index("organization", "id");

    public static string NewSecret() =>
        "scim_" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 43);

    public static string HashOf(ReadOnlySpan<char> token)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(token)];
        Encoding.UTF8.GetBytes(token, utf8);
        return Convert.ToHexStringLower(SHA256.HashData(utf8));
    }
}
