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
    (int Permits, DateTimeOffset? Again) Available(OrganizationId organization);

    /// <summary>Takes one. Says no only when the minute is used up, and then <see cref="Available"/> knows until when.</summary>
    ValueTask<bool> Take(OrganizationId organization, CancellationToken cancellation);
}
