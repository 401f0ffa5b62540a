using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Idempotency;

/// <summary>Forgets requests a day after they were made.</summary>
internal sealed class IdempotencyPurge(IStore store, BackgroundLoops loops, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "idempotency_purge",
            "Old idempotency keys are not purged; the next round tries again",
            Purge,
            stoppingToken
        );

    private Task Purge(CancellationToken cancellation) =>
        store.Purge(
            IdempotencyRecord.Document,
            OrganizationId.Hub,
            "created_at",
            clock.Now() - IdempotencyKeys.Kept,
            cancellation
        );
}
