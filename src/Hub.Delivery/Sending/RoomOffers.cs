using Hub.Domain.Organizations;

namespace Hub.Delivery.Sending;

/// <summary>
/// Lanes of one organization share its minute: what one of them is offered in a look at the queue, another is not. One
/// lease may look several times, and an offer is not always taken up, so each look starts anew. Not thread-safe.
/// </summary>
internal sealed class RoomOffers
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<OrganizationId, int> offered = [];

    /// <summary>How many messages of the lane may be started, of what the organization has left.</summary>
    public int Offer(string lane, OrganizationId organization, int wanted, int permits)
    {
        // A look asks each lane once: a lane that is asked again is asked in the next one.
        if (!asked.Add(lane))
        {
            asked.Clear();
            offered.Clear();
            asked.Add(lane);
        }
        var before = offered.GetValueOrDefault(organization);
        var offer = Math.Clamp(permits - before, 0, wanted);
        offered[organization] = before + offer;
        return offer;
    }
}
