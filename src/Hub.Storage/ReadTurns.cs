using System.Threading.RateLimiting;
using Hub.Domain.Organizations;

namespace Hub.Storage;

/// <summary>
/// Who may search the store now. A list may take a processor for seconds: an organization has half of the places at most,
/// whoever waits comes in order, and so nobody waits behind all that another one has asked for.
/// </summary>
internal sealed class ReadTurns(int places) : IDisposable
{
    private const string Everybody = "";

    /// <summary>By texts: for keys that are values the runtime would compile all of it at each start.</summary>
    private readonly PartitionedRateLimiter<string> turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(organization =>
            RateLimitPartition.GetConcurrencyLimiter(organization, _ => InOrder(Math.Max(1, places / 2)))
        ),
        PartitionedRateLimiter.Create<string, string>(_ =>
            RateLimitPartition.GetConcurrencyLimiter(Everybody, _ => InOrder(places))
        )
    );

    /// <summary>A place, until it is disposed of.</summary>
    public ValueTask<RateLimitLease> Take(OrganizationId organization, CancellationToken cancellation) =>
        turns.AcquireAsync(organization.ToString(), cancellationToken: cancellation);

    public void Dispose() => turns.Dispose();

    private static ConcurrencyLimiterOptions InOrder(int places) =>
        new()
        {
            PermitLimit = places,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
}
