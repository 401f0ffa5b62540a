using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Idempotency;

/// <summary>Forgets requests a day after they were made.</summary>
internal sealed class IdempotencyPurge(IStore store, BackgroundLoops loops, TimeProvider clock) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "idempotency_purge",
            "Old idempotency keys are not purged; the next round tries again",
            Purge,
            stoppingToken
        );

    private async Task Purge(CancellationToken cancellation)
    {
        while (await PurgeSome(cancellation) == Batch)
            await Task.Yield();
    }

    private async Task<int> PurgeSome(CancellationToken cancellation)
    {
        var end = FieldValue.Instant(clock.Now() - IdempotencyKeys.Kept);
        var old = await store.Query(
            IdempotencyRecord.Document,
            OrganizationId.Hub,
            new Query
            {
                Filter = new Filter.Compare("created_at", Comparison.Less, end),
                Sort = [new Sort("created_at")],
                Limit = Batch,
            },
            cancellation
        );
        foreach (var record in old.Items)
            await store.Commit(
                new Commit(OrganizationId.Hub, record.Partition)
                {
                    Changes = [new Delete(IdempotencyRecord.Document, record.Id, Expected.At(record.Version))],
                },
                cancellation
            );
        return old.Items.Count;
    }
}
