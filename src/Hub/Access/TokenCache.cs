using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tokens;
using Hub.People;
using Hub.Ports.Store;
using Hub.Tokens;

namespace Hub.Access;

/// <summary>
/// Tokens with their organizations by id. A change of either, or of the agent whose token it is, drops what is
/// remembered, so that a revocation or a deactivation holds from the next request on.
/// </summary>
internal sealed class TokenCache : IDisposable
{
    private readonly IStore store;
    private readonly IdleCache<long, Caller> callers;
    private readonly ConcurrentDictionary<string, byte> owners = new();
    private readonly IDisposable[] watches;
    private long changes;

    public TokenCache(IStore store, TimeProvider time)
    {
        this.store = store;
        callers = new(time);
        watches =
        [
            store.Watch(ApiToken.Document, changed => Forget(changed.Id)),
            store.Watch(Organization.Document, _ => ForgetAll()),
            store.Watch(PeopleDocuments.Agent, changed => ForgetOf(changed.Id)),
        ];
    }

    public Caller? Known(long id) => callers.TryGet(id, out var caller) ? caller : null;

    public async ValueTask<Caller?> Load(long id, CancellationToken cancellation)
    {
        var before = Volatile.Read(ref changes);
        if (await TokenDocuments.Get(store, id, cancellation) is not { Value: var token })
            return null;
        var home = token.Organization.ToString();
        var organization = await store.Get(
            Organization.Document,
            OrganizationId.Hub,
            Organization.Partition,
            home,
            cancellation
        );
        if (organization is null || !await IsAlive(token, cancellation))
            return null;

        var caller = new Caller(token, organization.Value);
        callers.Set(id, caller);
        // Something changed while it was read: it answers this request, and is not remembered.
        if (Volatile.Read(ref changes) != before)
            callers.Forget(id);
        return caller;
    }

    public void Dispose()
    {
        foreach (var watch in watches)
            watch.Dispose();
    }

    private void Forget(string id)
    {
        Interlocked.Increment(ref changes);
        callers.Forget(TokenDocuments.ReadId(id));
    }

    /// <summary>An agent's token works while the agent is active and no access has ended since it was issued.</summary>
    private async ValueTask<bool> IsAlive(ApiToken token, CancellationToken cancellation)
    {
        if (token.Agent is not { } owner)
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
        foreach (var (id, caller) in callers.All)
            if (caller.Token.Agent is { } owner && Agent.KeyOf(owner.Uuid) == agent)
                callers.Forget(id);
    }

    private void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        callers.Clear();
    }
}
