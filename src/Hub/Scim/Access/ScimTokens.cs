using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Storage;

namespace Hub.Scim.Access;

/// <summary>
/// Identity providers' tokens by their hash. A change of one drops what is remembered of it, so that a revocation holds
/// from the next request on. Uses are written down behind the requests, at most once a minute for each token.
/// </summary>
internal sealed class ScimTokens : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly OutageLog outages;
    private readonly ConcurrentDictionary<string, ScimCaller> callers = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new();
    private readonly IDisposable watch;
    private long changes;

    public ScimTokens(IStore store, TimeProvider clock, OutageLog outages)
    {
        (this.store, this.clock, this.outages) = (store, clock, outages);
        watch = store.Watch(
            ScimToken.Document,
            changed =>
            {
                Interlocked.Increment(ref changes);
                callers.TryRemove(changed.Id, out _);
            }
        );
    }

    public ValueTask<ScimCaller?> Find(string token, CancellationToken cancellation)
    {
        var hash = ScimToken.HashOf(token);
        if (!callers.TryGetValue(hash, out var caller))
            return Load(hash, cancellation);
        used[hash] = clock.GetUtcNow();
        return new(caller);
    }

    public static ValueTask<Stored<ScimToken>?> Get(IStore store, string hash, CancellationToken cancellation) =>
        store.Get(ScimToken.Document, OrganizationId.Hub, ScimToken.PartitionOf(hash), hash, cancellation);

    public static async Task<Stored<ScimToken>?> ById(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var filter = new Filter.And([
            Filter.Equal("organization", FieldValue.Text(organization.ToString())),
            Filter.Equal("id", FieldValue.Integer(id)),
        ]);
        var query = new Query { Filter = filter, Limit = 1 };
        var page = await store.Query(ScimToken.Document, OrganizationId.Hub, query, cancellation);
        return page.Items.Count > 0 ? page.Items[0] : null;
    }

    public static Commit Write(ScimToken token, Expected expected) =>
        new(OrganizationId.Hub, ScimToken.PartitionOf(token.Hash))
        {
            Changes = [new Put<ScimToken>(ScimToken.Document, token.Hash, token, expected)],
        };

    public static Commit Remove(Stored<ScimToken> token) =>
        new(OrganizationId.Hub, token.Partition)
        {
            Changes = [new Delete(ScimToken.Document, token.Id, Expected.Anything)],
        };

    public override void Dispose()
    {
        watch.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var hash in used.Keys)
                if (used.TryRemove(hash, out var at))
                    await Note(hash, at, stoppingToken);
    }

    private async ValueTask<ScimCaller?> Load(string hash, CancellationToken cancellation)
    {
        var before = Volatile.Read(ref changes);
        if (await Get(store, hash, cancellation) is not { Value: var token })
            return null;
        var id = $"scim-{token.Id}";
        var caller = new ScimCaller(
            id,
            token.Organization,
            new Actor("token", id, token.Name),
            RequestsPerMinute: token.RequestsPerMinute
        );
        callers[hash] = caller;
        used[hash] = clock.GetUtcNow();
        // Something changed while it was read: it answers this request, and is not remembered.
        if (Volatile.Read(ref changes) != before)
            callers.TryRemove(hash, out _);
        return caller;
    }

    private async Task Note(string hash, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            if (await Get(store, hash, cancellation) is not { } stored)
                return;
            if (at - stored.Value.LastUsedAt < TimeSpan.FromMinutes(1))
                return;
            var noted = stored.Value with { LastUsedAt = at };
            // A token that changes at this moment is used again soon: a stale write is no loss.
            await store.Commit(Write(noted, Expected.At(stored.Version)), cancellation);
        }
        catch (StorageException outage)
        {
            outages.Note("When tokens were last used is not written down", outage);
        }
    }
}
