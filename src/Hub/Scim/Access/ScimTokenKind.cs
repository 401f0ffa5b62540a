using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Hub.Access;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Tokens;
using Hub.Ports.Store;

namespace Hub.Scim.Access;

/// <summary>Identity providers' tokens, found by the hash of the whole token.</summary>
internal sealed class ScimTokenKind : TokenKind
{
    public static readonly ScimTokenKind Instance = new();

    private const int LimitKeyLength = 32;
    private const int Longest = 4_096;
    private const int LongestOnTheStack = 256;
    private static readonly FrozenSet<string> People = [Scope.UsersRead, Scope.UsersWrite];

    private ScimTokenKind() { }

    public override string Name => "identity provider's token";

    public override bool TryRead(ReadOnlySpan<char> header, out TokenKey key)
    {
        key = default;
        if (!TryReadBearer(header, out var token) || token.Length is 0 or > Longest)
            return false;
        var most = Encoding.UTF8.GetMaxByteCount(token.Length);
        var utf8 = token.Length <= LongestOnTheStack ? stackalloc byte[most] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(token, utf8)], hash);
        key = TokenKey.OfHash(this, hash);
        return true;
    }

    /// <summary>What is found by its hash has it.</summary>
    public override bool Matches(ReadOnlySpan<char> header, KeptToken token) => true;

    public override async ValueTask<KeptToken?> Find(IStore store, TokenKey key, CancellationToken cancellation)
    {
        if (await ScimTokens.Get(store, key.Hash, cancellation) is not { Value: var token })
            return null;
        // Each organization counts its own: only the hash is one token's among all.
        var actor = new Actor("token", $"scim-{token.Id}", token.Name);
        return new KeptToken(token.Organization, actor, People, $"scim-{token.Hash[..LimitKeyLength]}")
        {
            SignedInAs = new AuditActor("scim_token", $"{token.Id}", token.Name),
            Owner = token.Agent,
            ExpiresAt = token.ExpiresAt,
            RequestsPerMinute = token.RequestsPerMinute,
        };
    }

    public override IDisposable Watch(IStore store, Action<TokenKey> changed) =>
        store.Watch(ScimToken.Document, token => changed(TokenKey.OfHash(this, Convert.FromHexString(token.Id))));

    public override (string Partition, string Id) PlaceOf(TokenKey key) => (ScimToken.PartitionOf(key.Hash), key.Hash);
}
