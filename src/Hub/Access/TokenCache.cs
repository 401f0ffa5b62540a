using System.Collections.Concurrent;
using Hub.Delivery.Ports;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Tokens;

namespace Hub.Access;

/// <summary>
/// Tokens with their organizations by id. A change of either drops what is remembered, so that a revocation holds from
/// the next request on.
/// </summary>
internal sealed class TokenCache : IDisposable
{
    private readonly IStore store;
    private readonly ConcurrentDictionary<long, Caller> callers = new();
    private readonly IDisposable[] watches;
    private long changes;

    public TokenCache(IStore store)
    {
        this.store = store;
        watches =
        [
            store.Watch(ApiToken.Document, changed => Forget(changed.Id)),
            store.Watch(Organization.Document, _ => ForgetAll()),
        ];
    }

    public Caller? Known(long id) => callers.GetValueOrDefault(id);

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
        if (organization is null)
            return null;

        var caller = new Caller(token, organization.Value);
        callers[id] = caller;
        // Something changed while it was read: it answers this request, and is not remembered.
        if (Volatile.Read(ref changes) != before)
            callers.TryRemove(id, out _);
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
        callers.TryRemove(TokenDocuments.ReadId(id), out _);
    }

    private void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        callers.Clear();
    }
}
