using System.Collections.Frozen;
using System.Globalization;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Tokens;

namespace Hub.Access;

/// <summary>Tokens of the REST API, found by the number they begin with.</summary>
internal sealed class ApiTokenKind : TokenKind
{
    public static readonly ApiTokenKind Instance = new();

    private ApiTokenKind() { }

    public override string Name => "API token";

    public override bool TryRead(ReadOnlySpan<char> header, out TokenKey key)
    {
        var found = TryReadBearer(header, out var token) & Credential.TryRead(token, out var credential);
        key = found ? TokenKey.OfNumber(this, credential.Id) : default;
        return found;
    }

    public override bool Matches(ReadOnlySpan<char> header, KeptToken token) =>
        TryReadBearer(header, out var presented)
        && Credential.TryRead(presented, out var credential)
        && credential.Matches(token.SecretHash!);

    public override async ValueTask<KeptToken?> Find(IStore store, TokenKey key, CancellationToken cancellation)
    {
        if (await TokenDocuments.Get(store, key.Number, cancellation) is not { Value: var token })
            return null;
        var id = token.Id.ToString(CultureInfo.InvariantCulture);
        var scopes = token.Abilities.Count == 0 ? Scope.All : token.Abilities.ToFrozenSet();
        var actor = new Actor("token", id, token.Name) { AgentId = token.Agent?.Id };
        return new KeptToken(token.Organization, actor, scopes, id)
        {
            SignedInAs = new AuditActor("token", id, token.Name, token.Agent?.Id),
            SecretHash = Convert.FromBase64String(token.SecretHash),
            Agent = token.Agent,
            Owner = token.Agent,
            RequestsPerMinute = token.RequestsPerMinute,
            ExpiresAt = token.ExpiresAt,
        };
    }

    public override IDisposable Watch(IStore store, Action<TokenKey> changed) =>
        store.Watch(ApiToken.Document, token => changed(TokenKey.OfNumber(this, TokenDocuments.ReadId(token.Id))));

    public override (string Partition, string Id) PlaceOf(TokenKey key) =>
        (ApiToken.PartitionOf(key.Number), TokenDocuments.IdOf(key.Number));
}
