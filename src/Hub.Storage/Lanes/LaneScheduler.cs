using Hub.Domain.Documents;
using Hub.Ports.Queue;

namespace Hub.Storage.Lanes;

/// <summary>
/// Who gets a message next, in either engine: the lanes with ready messages take turns, each gives as many as it has room
/// for, and what is leased comes back when its lease runs out. Not thread-safe: its owner locks it.
/// </summary>
internal sealed class LaneScheduler<T>
    where T : HeldMessage
{
    private readonly Dictionary<string, Lane<T>> lanes = new(StringComparer.Ordinal);
    private readonly LaneRotation<T> rotation = new();
    private readonly LeaseExpiries<T> expiries = new();
    private readonly LaneSchedule<T> schedule = new();
    private long leases;

    /// <summary>How many messages are ready in memory.</summary>
    public int Ready { get; private set; }

    public Lane<T>? Find(string name) => lanes.GetValueOrDefault(name);

    public Lane<T> LaneOf(string name) =>
        lanes.TryGetValue(name, out var lane) ? lane : lanes[name] = new Lane<T>(name);

    /// <summary>The message is ready, after those of its lane that are.</summary>
    public void Add(Lane<T> lane, T message)
    {
        lane.Ready.Enqueue(message);
        Ready++;
        rotation.Add(lane);
    }

    /// <summary>Takes a message that is not leased back out of its lane.</summary>
    public void Withdraw(T message)
    {
        if (lanes.TryGetValue(message.Message.Lane, out var lane))
            Ready -= lane.Withdraw(message);
    }

    /// <summary>Takes all but the oldest of a lane's ready messages back out of it.</summary>
    public List<T> WithdrawBeyond(Lane<T> lane, int staying)
    {
        var withdrawn = lane.WithdrawBeyond(staying);
        Ready -= withdrawn.Count;
        return withdrawn;
    }

    /// <summary>The lane may have more than memory holds, from the position on.</summary>
    public void WaitFor(Lane<T> lane, LanePosition position)
    {
        if (position.CompareTo(lane.ScanFrom) >= 0)
            return;
        lane.ScanFrom = position;
        schedule.Set(lane);
    }

    /// <param name="closed">Is told the lanes that had no room.</param>
    public LaneOffer<T> Take(
        int max,
        TimeSpan duration,
        Func<string, LaneRoom>? room,
        DateTimeOffset now,
        List<ClosedLane<T>>? closed = null
    )
    {
        var micros = FieldValue.Microseconds(now);
        var offer = new LaneOffer<T>([], [], null);
        DateTimeOffset? again = null;
        ReturnExpired(now);
        WakeDue(micros);
        for (var turns = rotation.Count; turns > 0 && offer.Taken.Count < max; turns--)
        {
            var lane = rotation.Next();
            if (!lane.IsDueAt(micros))
            {
                Rest(lane);
                continue;
            }
            var space = room?.Invoke(lane.Name) ?? new LaneRoom(max);
            if (space.Messages <= 0)
            {
                again = QueueClock.Earlier(again, space.Again);
                closed?.Add(new(lane, space.Again));
            }
            else if (lane.Ready.Count > 0)
                LeaseFrom(lane, Math.Min(space.Messages, max - offer.Taken.Count), now + duration, offer.Taken);
            else if (!lane.IsScanned)
            {
                lane.IsScanned = true;
                offer.ToScan.Add(lane);
            }
        }
        return offer with { NextLook = QueueClock.Earlier(QueueClock.Earlier(again, schedule.Next), expiries.Next) };
    }

    /// <summary>For a message that is leased. An earlier end is forgotten.</summary>
    public LeasedMessage Renew(T message, DateTimeOffset until)
    {
        expiries.Add(message, until);
        return message.Renew(until);
    }

    /// <summary>Leases that ran out: their messages are ready again, and only a newer token settles them. True when there were any.</summary>
    public bool ReturnExpired(DateTimeOffset now)
    {
        var found = false;
        while (expiries.TakeExpired(now) is { } expired)
        {
            expired.Return();
            Add(LaneOf(expired.Message.Lane), expired);
            found = true;
        }
        return found;
    }

    private void LeaseFrom(Lane<T> lane, int most, DateTimeOffset until, List<LeasedMessage> taken)
    {
        for (; most > 0 && lane.Ready.TryDequeue(out var message); most--)
        {
            taken.Add(message.Lease(++leases, until));
            expiries.Add(message, until);
            Ready--;
        }
    }

    private void WakeDue(long now)
    {
        while (schedule.TakeDue(now) is { } lane)
            rotation.Add(lane);
    }

    private void Rest(Lane<T> lane)
    {
        rotation.RemoveLast();
        schedule.Set(lane);
        if (lane.ScanFrom == LanePosition.End)
            lanes.Remove(lane.Name);
    }
}
