using Hub.Delivery.Subscriptions;
using Hub.Domain.Organizations;

namespace Hub.Delivery.Tallies;

/// <summary>Attempts that this process has made and not yet written down, counted by subscription and day.</summary>
public sealed class AttemptTally
{
    private readonly Lock gate = new();
    private Dictionary<(OrganizationId, Guid), Dictionary<DateOnly, ReceiverDay>> counts = [];

    public void Add(LiveSubscription subscription, DateTimeOffset at, bool isAcknowledged)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        Add(
            subscription.Organization,
            subscription.Id,
            new ReceiverDay(day, isAcknowledged ? 1 : 0, isAcknowledged ? 0 : 1, at)
        );
    }

    public void Add(OrganizationId organization, Guid subscription, ReceiverDay more)
    {
        lock (gate)
        {
            if (!counts.TryGetValue((organization, subscription), out var days))
                counts[(organization, subscription)] = days = [];
            days[more.Day] = days.TryGetValue(more.Day, out var known) ? known.Plus(more) : more;
        }
    }

    public IReadOnlyList<ReceiverDay> Of(OrganizationId organization, Guid subscription)
    {
        lock (gate)
            return counts.TryGetValue((organization, subscription), out var days) ? [.. days.Values] : [];
    }

    /// <summary>When each of the organization's subscriptions among them was last sent to.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> LastOf(OrganizationId organization)
    {
        lock (gate)
            return counts
                .Where(one => one.Key.Item1 == organization)
                .ToDictionary(
                    static one => one.Key.Item2,
                    static one => one.Value.Values.Max(static day => day.LastAt)!.Value
                );
    }

    /// <summary>All of it, which is nobody's from then on but the caller's.</summary>
    public IReadOnlyList<(OrganizationId Organization, Guid Subscription, IReadOnlyList<ReceiverDay> Days)> Take()
    {
        Dictionary<(OrganizationId, Guid), Dictionary<DateOnly, ReceiverDay>> taken;
        lock (gate)
            (taken, counts) = (counts, []);
        return
        [
            .. taken.Select(static one =>
                (one.Key.Item1, one.Key.Item2, (IReadOnlyList<ReceiverDay>)[.. one.Value.Values])
            ),
        ];
    }
}
