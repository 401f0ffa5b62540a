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

    private Task Purge(OrganizationId organization, CancellationToken cancellation) =>
        store.Purge(
            AuditEntry.Document,
            organization,
            "at",
            clock.Now().AddDays(-options.Value.KeepDays),
            cancellation
        );
}
