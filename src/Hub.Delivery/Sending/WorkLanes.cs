using System.Collections.Concurrent;

namespace Hub.Delivery.Sending;

/// <summary>
/// How much of what is no delivery (timers, replays, fan-out) is under way a lane: an organization with thousands of such
/// messages does a few of them at a time, and leaves the places to others.
/// </summary>
internal sealed class WorkLanes
{
    private const int Most = 4;

    private readonly ConcurrentDictionary<string, int> underWay = new(StringComparer.Ordinal);

    public int Left(string lane) => Most - underWay.GetValueOrDefault(lane);

    public void Started(string lane) => underWay.AddOrUpdate(lane, 1, static (_, count) => count + 1);

    public void Ended(string lane)
    {
        if (underWay.AddOrUpdate(lane, 0, static (_, count) => count - 1) == 0)
            underWay.TryRemove(new(lane, 0));
    }
}
