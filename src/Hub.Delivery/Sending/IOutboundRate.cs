using Hub.Domain.Organizations;

namespace Hub.Delivery.Sending;

/// <summary>
/// At most so many requests of an organization in any 60 seconds; what is over waits. One process counts by itself, hubs
/// that share a store count together.
/// </summary>
public interface IOutboundRate
{
    bool IsLimited { get; }

    /// <summary>How many may be sent now; when none, the time to ask again.</summary>
    /// <param name="forReplays">The last <see cref="KeptForFresh"/> of a minute are not for repeating the past.</param>
    (int Permits, DateTimeOffset? Again) Available(OrganizationId organization, bool forReplays = false);

    /// <summary>What replays leave of a minute to fresh events.</summary>
    static int KeptForFresh(int perMinute) => perMinute / 4;

    /// <summary>Takes one. Says no only when there is none, and then <see cref="Available"/> knows until when.</summary>
    ValueTask<bool> Take(OrganizationId organization, bool forReplays, CancellationToken cancellation);
}
