using Hub.Delivery;
using Hub.Domain.Audit;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Wire;
using Microsoft.Extensions.Options;

namespace Hub.Audit;

/// <summary>Takes entries out of the audit log that are older than <c>Audit:KeepDays</c>; nothing else ever does.</summary>
internal sealed class AuditPurge(
    IStore store,
    IOptions<AuditOptions> options,
    BackgroundLoops loops,
    TimeProvider clock
) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "audit_purge",
            "Old entries of the audit log are not purged; the next round tries again",
            Purge,
            stoppingToken
        );

    private async Task Purge(CancellationToken cancellation)
    {
        var organizations = store.All(
            Organization.Document,
            OrganizationId.Hub,
            new Query { Partition = Organization.Partition },
            cancellation
        );
        await Purge(OrganizationId.Hub, cancellation);
        await foreach (var organization in organizations)
            await Purge(organization.Value.Id, cancellation);
    }

    private async Task Purge(OrganizationId organization, CancellationToken cancellation)
    {
        while (await PurgeSome(organization, cancellation) == Batch)
            await Task.Yield();
    }

    private async Task<int> PurgeSome(OrganizationId organization, CancellationToken cancellation)
    {
        var end = FieldValue.Instant(clock.Now().AddDays(-options.Value.KeepDays));
        var old = new Query
        {
            Filter = new Filter.Compare("at", Comparison.Less, end),
            Sort = [new Sort("at")],
            Limit = Batch,
        };
        var page = await store.Query(AuditEntry.Document, organization, old, cancellation);
        foreach (var entry in page.Items)
            await store.Commit(
                new Commit(organization, entry.Partition)
                {
                    Changes = [new Delete(AuditEntry.Document, entry.Id, Expected.At(entry.Version))],
                },
                cancellation
            );
        return page.Items.Count;
    }
}
