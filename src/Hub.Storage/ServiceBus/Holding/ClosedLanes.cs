using Hub.Storage.Lanes;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>
/// The service hands out messages in its own order, whatever their lane: those of lanes that are closed would take all the
/// places. Some may stay; those of lanes that stay closed longest go first. Not thread-safe: its owner locks it.
/// </summary>
internal sealed class ClosedLanes(int kept)
{
    /// <summary>For one look at the lanes.</summary>
    public List<ClosedLane<LockedMessage>> Found { get; } = [];

    /// <summary>Takes what is beyond those that may stay; a lane that may open at any moment is asked again at once.</summary>
    public IReadOnlyList<(LockedMessage Held, DateTimeOffset Again)> TakeExcess(
        LaneScheduler<LockedMessage> scheduler,
        DateTimeOffset now
    )
    {
        try
        {
            if (Found.Sum(static one => one.Lane.Ready.Count) <= kept)
                return [];
            var excess = new List<(LockedMessage, DateTimeOffset)>();
            var left = kept;
            foreach (var (lane, again) in Found.OrderBy(one => one.Again ?? now))
            {
                var staying = Math.Min(left, lane.Ready.Count);
                left -= staying;
                excess.AddRange(scheduler.WithdrawBeyond(lane, staying).Select(held => (held, again ?? now)));
            }
            return excess;
        }
        finally
        {
            Found.Clear();
        }
    }
}
