using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Ports.Store;

namespace Hub.Access;

/// <summary>A kind of bearer token that the hub keeps: how it is read from a request, found in the store and marked as used.</summary>
internal abstract class TokenKind
{
    private const string Bearer = "Bearer ";

    /// <summary>As logs call it.</summary>
    public abstract string Name { get; }

    /// <summary>What the token is found by; nothing is allocated.</summary>
    public abstract bool TryRead(ReadOnlySpan<char> header, out TokenKey key);

    /// <summary>Whether the secret of the header is the token's.</summary>
    public abstract bool Matches(ReadOnlySpan<char> header, KeptToken token);

    public abstract ValueTask<KeptToken?> Find(IStore store, TokenKey key, CancellationToken cancellation);

    /// <summary>Calls back with each token that changes.</summary>
    public abstract IDisposable Watch(IStore store, Action<TokenKey> changed);

    /// <summary>Where the token is kept.</summary>
    public abstract (string Partition, string Id) PlaceOf(TokenKey key);

    /// <summary>What follows the word Bearer, whatever its case.</summary>
    protected static bool TryReadBearer(ReadOnlySpan<char> header, out ReadOnlySpan<char> token)
    {
        var isBearer = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
        token = isBearer ? header[Bearer.Length..].Trim() : default;
        return isBearer;
    }
}

/// <summary>What the store says of a token, whatever its kind.</summary>
internal sealed record KeptToken(OrganizationId Organization, Actor Actor, IReadOnlySet<string> Scopes, string LimitKey)
{
    /// <summary>Which token the audit log says it was.</summary>
    public required AuditActor SignedInAs { get; init; }

    /// <summary>SHA-256 of the secret; absent for tokens that are found by it.</summary>
    public byte[]? SecretHash { get; init; }

    /// <summary>The agent who the token is; absent for an application or an identity provider.</summary>
    public TokenOwner? Agent { get; init; }

    /// <summary>The agent with whose access the token ends.</summary>
    public TokenOwner? Owner { get; init; }

    public int? RequestsPerMinute { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
