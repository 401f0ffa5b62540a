using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.People;
using Hub.Ports.Store;

namespace Hub.Access;

/// <summary>
/// Tokens of every kind with their organizations. A change of either, or of the agent whose token it is, drops what is
/// remembered, so that a revocation or a deactivation holds from the next request on.
/// </summary>
internal sealed class TokenCache : IDisposable
{
    private readonly IStore store;
    private readonly IdleCache<TokenKey, KnownToken> tokens;
    private readonly ConcurrentDictionary<string, byte> owners = new();
    private readonly IDisposable[] watches;
    private long changes;

    public TokenCache(IStore store, IEnumerable<TokenKind> kinds, TimeProvider time)
    {
        this.store = store;
        tokens = new(time);
        watches =
        [
            .. kinds.Select(kind => kind.Watch(store, Forget)),
            store.Watch(Organization.Document, _ => ForgetAll()),
            store.Watch(PeopleDocuments.Agent, changed => ForgetOf(changed.Id)),
        ];
    }

    public KnownToken? Known(TokenKey key) => tokens.TryGet(key, out var token) ? token : null;

    /// <summary>Grows with every change of what is remembered.</summary>
    public long Changes => Volatile.Read(ref changes);

    /// <param name="token">As it was found, by a caller who has its secret or had it when their session began.</param>
    /// <param name="before">The <see cref="Changes"/> before that.</param>
    public async ValueTask<KnownToken?> Load(TokenKey key, KeptToken token, long before, CancellationToken cancellation)
    {
        var organization = await store.Get(
            Organization.Document,
            OrganizationId.Hub,
            Organization.Partition,
            token.Organization.ToString(),
            cancellation
        );
        if (organization is null || !await IsAlive(token, cancellation))
            return null;

        var caller = new Caller(organization.Value, token.Actor, token.Scopes, token.LimitKey)
        {
            SignedInAs = token.SignedInAs,
            Agent = token.Agent,
            RequestsPerMinute = token.RequestsPerMinute,
            ExpiresAt = token.ExpiresAt,
        };
        var known = new KnownToken(token, caller);
        tokens.Set(key, known);
        // Something changed while it was read: it answers this request, and is not remembered.
        if (Volatile.Read(ref changes) != before)
            tokens.Forget(key);
        return known;
    }

    public void Dispose()
    {
        foreach (var watch in watches)
            watch.Dispose();
    }

    private void Forget(TokenKey key)
    {
        Interlocked.Increment(ref changes);
        tokens.Forget(key);
    }

    /// <summary>An agent's token works while the agent is active and no access has ended since it was issued.</summary>
    private async ValueTask<bool> IsAlive(KeptToken token, CancellationToken cancellation)
    {
        if (token.Owner is not { } owner)
            return true;
        // Known as an owner before the agent is read, so that no change between here and there is missed.
        owners.TryAdd(Agent.KeyOf(owner.Uuid), 0);
        return await store.Agent(token.Organization, owner.Uuid, cancellation) is { Value: { IsActive: true } agent }
            && agent.AccessGeneration == owner.AccessGeneration;
    }

    private void ForgetOf(string agent)
    {
        if (!owners.TryRemove(agent, out _))
            return;
        Interlocked.Increment(ref changes);
        foreach (var (key, known) in tokens.All)
            if (known.Token.Owner is { } owner && Agent.KeyOf(owner.Uuid) == agent)
                tokens.Forget(key);
    }

    private void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        tokens.Clear();
    }
}
