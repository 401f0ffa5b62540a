using Hub.Ports.Queue;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>What a look for messages found.</summary>
/// <param name="Excess">Messages of closed lanes beyond what is kept for them, and when to look at each again.</param>
/// <param name="NextLook">When the answer may be another one.</param>
internal readonly record struct Offer(
    List<HeldMessage> Taken,
    List<(HeldMessage Held, DateTimeOffset Again)> Excess,
    DateTimeOffset? NextLook
);

/// <summary>
/// Messages that wait in memory, by lane, with lanes taking turns. The service has no lanes: it hands out messages in
/// order, whatever their lane, and this is where fairness begins. Not thread-safe.
/// </summary>
internal sealed class WaitingLanes(int keptForClosedLanes)
{
    private readonly Dictionary<string, LinkedListNode<Lane>> lanes = new(StringComparer.Ordinal);
    private readonly LinkedList<Lane> rotation = new();

    public IEnumerable<HeldMessage> Messages => rotation.SelectMany(static lane => lane.Waiting);

    public void Add(HeldMessage held)
    {
        if (!lanes.TryGetValue(held.Message.Lane, out var node))
            lanes[held.Message.Lane] = node = rotation.AddLast(new Lane(held.Message.Lane));
        node.Value.Waiting.Add(held);
    }

    public void Remove(HeldMessage held)
    {
        if (!lanes.TryGetValue(held.Message.Lane, out var node))
            return;
        node.Value.Waiting.Remove(held);
        if (node.Value.Waiting.Count > 0)
            return;
        lanes.Remove(held.Message.Lane);
        rotation.Remove(node);
    }

    public Offer Take(int max, Func<string, LaneRoom>? room, DateTimeOffset now)
    {
        var taken = new List<HeldMessage>();
        var closed = new List<(HeldMessage Held, DateTimeOffset? Again)>();
        DateTimeOffset? nextLook = null;
        for (var turns = rotation.Count; turns > 0 && taken.Count < max; turns--)
        {
            var lane = NextInRotation();
            var due = lane.Waiting.Where(held => held.Message.Due <= now).ToList();
            if (due.Count < lane.Waiting.Count)
                nextLook = QueueClock.Earlier(nextLook, lane.Waiting.Except(due).Min(held => held.Message.Due));
            if (due.Count == 0)
                continue;
            var space = room?.Invoke(lane.Name) ?? new LaneRoom(max);
            if (space.Messages > 0)
                taken.AddRange(due.Take(Math.Min(space.Messages, max - taken.Count)));
            else
            {
                nextLook = QueueClock.Earlier(nextLook, space.Again);
                closed.AddRange(due.Select(held => (held, space.Again)));
            }
        }
        var excess = Excess(closed, now);
        foreach (var held in taken.Concat(excess.Select(one => one.Held)))
            Remove(held);
        return new Offer(taken, excess, nextLook);
    }

    /// <summary>Lanes that stay closed longest go first; one that may open at any moment goes last.</summary>
    private List<(HeldMessage Held, DateTimeOffset Again)> Excess(
        List<(HeldMessage Held, DateTimeOffset? Again)> closed,
        DateTimeOffset now
    ) =>
        [
            .. closed
                .OrderBy(one => one.Again ?? now)
                .Skip(keptForClosedLanes)
                .Select(one => (one.Held, one.Again ?? now)),
        ];

    private Lane NextInRotation()
    {
        var node = rotation.First!;
        rotation.RemoveFirst();
        rotation.AddLast(node);
        return node.Value;
    }

    private sealed class Lane(string name)
    {
        public string Name { get; } = name;

        public List<HeldMessage> Waiting { get; } = [];
    }
}
