using Hub.Domain.Subscriptions;
using Hub.Ports.Queue;

namespace Hub.Delivery.Replays;

/// <summary>What a flow missed while it was off, delivered again when it is back.</summary>
public static class CatchUp
{
    /// <summary>
    /// What was sent so long before a flow went may not have arrived: its receiver was asked again until it said that it is gone.
    /// </summary>
    private static readonly TimeSpan Unsettled = TimeSpan.FromDays(1);

    /// <summary>Belongs into the commit that brings the subscription back, so that there is no one without the other.</summary>
    /// <param name="ended">The subscription as it waited for its flow.</param>
    public static QueueMessage Of(Subscription ended, DateTimeOffset now)
    {
        var since = ended.UpdatedAt - Unsettled;
        return ReplayHandler.Begin(
            ended.Organization,
            new()
            {
                Id = Guid.CreateVersion7(now),
                Subscription = ended.Id,
                Since = since < ended.CreatedAt ? ended.CreatedAt : since,
                Until = now,
                OnlyMissed = true,
                CreatedAt = now,
            }
        );
    }
}
