using System.Globalization;
using Hub.Delivery.Ports;
using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>What a look for work found.</summary>
internal readonly record struct Offer(List<LeasedMessage> Taken, List<Lane> ToScan, DateTimeOffset? NextDue);

/// <summary>
/// The lanes in memory: ready messages, leases, and the order in which lanes get their turn. A message in memory, ready
/// or leased, is "held"; a scan of the table passes over held ones.
/// </summary>
internal sealed class Lanes(TimeProvider time)
{
    /// <summary>Messages kept in memory by all lanes, and by one of them once that is reached; the rest wait in the table.</summary>
    private const int MostHeld = 65_536;
    private const int FewPerLane = 64;
    private const int MostPerLane = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly LinkedList<Lane> rotation = new();
    private readonly HashSet<string> held = new(StringComparer.Ordinal);
    private readonly Leases leases = new();
    private readonly LaneSchedule schedule = new();
    private long tokens;

    public IReadOnlyList<string> LeasedIds()
    {
        lock (gate)
        {
            ReturnExpired(time.GetUtcNow());
            return leases.Ids;
        }
    }

    private int ReadyPerLane => held.Count < MostHeld ? MostPerLane : FewPerLane;

    public static Lanes Load(SqliteFile file, TimeProvider time)
    {
        var lanes = new Lanes(time);
        foreach (var (name, due) in QueueReport.FirstDues(file))
            lanes.WaitFor(lanes.LaneOf(name), new LanePosition(due, ""));
        return lanes;
    }

    public void Inserted(IReadOnlyList<QueueMessage> messages)
    {
        var now = FieldValue.Microseconds(time.GetUtcNow());
        lock (gate)
            foreach (var message in messages)
                Insert(message, now);
    }

    public Offer Take(int max, TimeSpan duration, Func<string, LaneRoom>? room)
    {
        var now = time.GetUtcNow();
        var micros = FieldValue.Microseconds(now);
        var offer = new Offer([], [], null);
        DateTimeOffset? again = null;
        lock (gate)
        {
            ReturnExpired(now);
            WakeDue(micros);
            for (var turns = rotation.Count; turns > 0 && offer.Taken.Count < max; turns--)
            {
                var lane = NextInRotation();
                if (!lane.IsDueAt(micros))
                {
                    Rest(lane);
                    continue;
                }
                var space = room?.Invoke(lane.Name) ?? new LaneRoom(max);
                if (space.Messages <= 0)
                    again = Earlier(again, space.Again);
                else if (lane.Ready.Count > 0)
                    LeaseFrom(lane, Math.Min(space.Messages, max - offer.Taken.Count), now + duration, offer.Taken);
                else if (!lane.IsScanned)
                {
                    lane.IsScanned = true;
                    offer.ToScan.Add(lane);
                }
            }
            return offer with { NextDue = Earlier(Earlier(again, schedule.Next), leases.NextExpiry) };
        }
    }

    /// <summary>On the writer's thread and outside a transaction: what is found is durable, and no settlement slips in between.</summary>
    public void Scan(Connection connection, Lane lane)
    {
        lock (gate)
        {
            var now = FieldValue.Microseconds(time.GetUtcNow());
            var found = LaneScan.Read(connection, lane, now, ReadyPerLane, held);
            foreach (var message in found.Messages)
            {
                held.Add(message.Message.Id);
                lane.Ready.Enqueue(message);
            }
            lane.ScanFrom = found.Next;
        }
    }

    /// <summary>The scan of the lanes is over, whether it came to something or not.</summary>
    public void Scanned(IReadOnlyList<Lane> scanned)
    {
        lock (gate)
            foreach (var lane in scanned)
                lane.IsScanned = false;
    }

    public bool Holds(LeasedMessage message)
    {
        lock (gate)
            return leases.Holds(message.Message.Id, message.Token);
    }

    public LeasedMessage? Renew(LeasedMessage message, TimeSpan duration)
    {
        var until = time.GetUtcNow() + duration;
        lock (gate)
            return leases.Renew(message, until);
    }

    public void Settled(LeasedMessage message, Outcome outcome)
    {
        lock (gate)
        {
            // The lease may have run out during the commit, and the message be ready again.
            if (!leases.Remove(message.Message.Id) && lanes.TryGetValue(message.Message.Lane, out var lane))
                lane.Withdraw(message.Message.Id);
            held.Remove(message.Message.Id);
            if (outcome is Outcome.Retried { Due: var due })
                WaitFor(LaneOf(message.Message.Lane), new(FieldValue.Microseconds(due), message.Message.Id));
        }
    }

    private void Insert(QueueMessage message, long now)
    {
        // A scan right after the same commit may have been quicker.
        if (held.Contains(message.Id))
            return;
        var lane = LaneOf(message.Lane);
        var position = LanePosition.Of(message);
        // Straight to memory when it is due, fits, and nothing older of the lane still waits in the table.
        if (position.Due <= now && lane.ScanFrom.Due > now && lane.Ready.Count < ReadyPerLane)
        {
            held.Add(message.Id);
            lane.Ready.Enqueue(new(message, 0));
            Rotate(lane);
        }
        else
            WaitFor(lane, position);
    }

    private void LeaseFrom(Lane lane, int most, DateTimeOffset until, List<LeasedMessage> taken)
    {
        for (; most > 0 && lane.Ready.TryDequeue(out var ready); most--)
        {
            var token = (++tokens).ToString(CultureInfo.InvariantCulture);
            var leased = new LeasedMessage(ready.Message, token, ready.Leases + 1, until);
            leases.Add(leased);
            taken.Add(leased);
        }
    }

    /// <summary>A lease that ran out: its message is ready again, and only a newer token settles it.</summary>
    private void ReturnExpired(DateTimeOffset now)
    {
        while (leases.TakeExpired(now) is { } expired)
        {
            var lane = LaneOf(expired.Message.Lane);
            lane.Ready.Enqueue(new(expired.Message, expired.DeliveryCount));
            Rotate(lane);
        }
    }

    private void WakeDue(long now)
    {
        while (schedule.TakeDue(now) is { } lane)
            Rotate(lane);
    }

    private void WaitFor(Lane lane, LanePosition position)
    {
        if (position.CompareTo(lane.ScanFrom) >= 0)
            return;
        lane.ScanFrom = position;
        schedule.Set(lane);
    }

    private Lane NextInRotation()
    {
        var node = rotation.First!;
        rotation.RemoveFirst();
        rotation.AddLast(node);
        return node.Value;
    }

    private void Rotate(Lane lane)
    {
        if (lane.InRotation)
            return;
        lane.InRotation = true;
        rotation.AddLast(lane);
    }

    private void Rest(Lane lane)
    {
        rotation.RemoveLast();
        lane.InRotation = false;
        schedule.Set(lane);
        if (lane.ScanFrom == LanePosition.End)
            lanes.Remove(lane.Name);
    }

    private Lane LaneOf(string name) => lanes.TryGetValue(name, out var lane) ? lane : lanes[name] = new Lane(name);

    private static DateTimeOffset? Earlier(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second < first ? second ?? first : first;
}
