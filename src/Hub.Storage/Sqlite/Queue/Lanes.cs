using Hub.Domain.Documents;
using Hub.Ports.Queue;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// The lanes in memory: ready messages, leases, and the order in which lanes get their turn. A message in memory, ready
/// or leased, is "held"; a scan of the table passes over held ones.
/// </summary>
internal sealed class Lanes(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly LaneRotation rotation = new();
    private readonly HeldMessages held = new();
    private readonly LeaseExpiries expiries = new();
    private readonly LaneSchedule schedule = new();
    private readonly Backlog backlog = new();
    private long tokens;

    /// <summary>Messages that are leased, and fresh ones that are ready without a row in the table.</summary>
    public (IReadOnlyList<string> Leased, IReadOnlyList<DateTimeOffset> Unwritten) Report()
    {
        lock (gate)
        {
            ReturnExpired(time.GetUtcNow());
            return (held.LeasedIds, held.UnwrittenDues);
        }
    }

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

    /// <summary>Whether a message of the lane would go straight to memory: it is due, fits, and nothing older waits in the table.</summary>
    public bool[] GoStraight(IReadOnlyList<QueueMessage> messages)
    {
        var now = FieldValue.Microseconds(time.GetUtcNow());
        var answers = new bool[messages.Count];
        lock (gate)
            for (var index = 0; index < answers.Length; index++)
                answers[index] =
                    FieldValue.Microseconds(messages[index].Due) <= now
                    && (!lanes.TryGetValue(messages[index].Lane, out var lane) || HasRoom(lane, now));
        return answers;
    }

    public void Handed(HandedBatch batch, IReadOnlyList<QueueMessage> messages)
    {
        lock (gate)
            foreach (var message in messages)
                Hold(LaneOf(message.Lane), new HeldMessage(message, 0, batch));
    }

    /// <summary>On the writer's thread: from now on the table has a row of the message.</summary>
    public void Written(string id)
    {
        lock (gate)
            if (held.Find(id) is { } message)
                message.IsWritten = true;
    }

    /// <summary>Completes when no more is ready in memory than is soon sent.</summary>
    public Task Drained()
    {
        lock (gate)
            return backlog.Drained();
    }

    /// <summary>On the writer's thread, once the table's dues are that much earlier.</summary>
    public void Shift(TimeSpan back)
    {
        lock (gate)
        {
            foreach (var lane in lanes.Values)
                if (DueShift.Concerns(lane.Name) && lane.IsWaiting)
                {
                    lane.ScanFrom = lane.ScanFrom.Earlier(back);
                    if (lane.WakesAt != LanePosition.End.Due)
                        schedule.Set(lane);
                }
            expiries.Shift(back);
        }
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
                var lane = rotation.Next();
                if (!lane.IsDueAt(micros))
                {
                    Rest(lane);
                    continue;
                }
                var space = room?.Invoke(lane.Name) ?? new LaneRoom(max);
                if (space.Messages <= 0)
                    again = QueueClock.Earlier(again, space.Again);
                else if (lane.Ready.Count > 0)
                    LeaseFrom(lane, Math.Min(space.Messages, max - offer.Taken.Count), now + duration, offer.Taken);
                else if (!lane.IsScanned)
                {
                    lane.IsScanned = true;
                    offer.ToScan.Add(lane);
                }
            }
            return offer with { NextDue = QueueClock.Earlier(QueueClock.Earlier(again, schedule.Next), expiries.Next) };
        }
    }

    /// <summary>On the writer's thread and outside a transaction: what is found is durable, and no settlement slips in between.</summary>
    public void Scan(Connection connection, Lane lane)
    {
        lock (gate)
        {
            var now = FieldValue.Microseconds(time.GetUtcNow());
            var found = LaneScan.Read(connection, lane, now, held.MostPerLane, held);
            foreach (var message in found.Messages)
                Keep(lane, message);
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

    /// <summary>The message, as long as the lease holds.</summary>
    public HeldMessage? Find(LeasedMessage leased)
    {
        lock (gate)
            return held.Find(leased);
    }

    public LeasedMessage? Renew(LeasedMessage leased, TimeSpan duration)
    {
        var until = time.GetUtcNow() + duration;
        lock (gate)
        {
            if (held.Find(leased) is not { } message)
                return null;
            expiries.Add(message, until);
            return message.Renew(until);
        }
    }

    /// <summary>Answers the batch whose last message this was.</summary>
    public HandedBatch? Settled(HeldMessage message, MessageSettlement outcome)
    {
        lock (gate)
        {
            // The lease may have run out during the commit, and the message be ready again.
            if (!message.IsLeased && lanes.TryGetValue(message.Message.Lane, out var lane))
                backlog.Remove(lane.Withdraw(message));
            message.Return();
            held.Remove(message);
            if (outcome is MessageSettlement.Retried { Due: var due })
                WaitFor(LaneOf(message.Message.Lane), new(FieldValue.Microseconds(due), message.Message.Id));
            return message.Batch is { } batch && --batch.Open == 0 ? batch : null;
        }
    }

    private void Insert(QueueMessage message, long now)
    {
        // A scan right after the same commit may have been quicker.
        if (held.Has(message.Id))
            return;
        var lane = LaneOf(message.Lane);
        var position = LanePosition.Of(message);
        if (position.Due <= now && HasRoom(lane, now))
            Hold(lane, new HeldMessage(message, 0));
        else
            WaitFor(lane, position);
    }

    private bool HasRoom(Lane lane, long now) => lane.ScanFrom.Due > now && lane.Ready.Count < held.MostPerLane;

    private void Hold(Lane lane, HeldMessage message)
    {
        Keep(lane, message);
        rotation.Add(lane);
    }

    private void Keep(Lane lane, HeldMessage message)
    {
        held.Add(message);
        MakeReady(lane, message);
    }

    private void MakeReady(Lane lane, HeldMessage message)
    {
        lane.Ready.Enqueue(message);
        backlog.Add();
    }

    private void LeaseFrom(Lane lane, int most, DateTimeOffset until, List<LeasedMessage> taken)
    {
        for (; most > 0 && lane.Ready.TryDequeue(out var message); most--)
        {
            taken.Add(message.Lease(++tokens, until));
            expiries.Add(message, until);
            backlog.Remove(1);
        }
    }

    /// <summary>A lease that ran out: its message is ready again, and only a newer token settles it.</summary>
    private void ReturnExpired(DateTimeOffset now)
    {
        while (expiries.TakeExpired(now) is { } expired)
        {
            expired.Return();
            var lane = LaneOf(expired.Message.Lane);
            MakeReady(lane, expired);
            rotation.Add(lane);
        }
    }

    private void WakeDue(long now)
    {
        while (schedule.TakeDue(now) is { } lane)
            rotation.Add(lane);
    }

    private void WaitFor(Lane lane, LanePosition position)
    {
        if (position.CompareTo(lane.ScanFrom) >= 0)
            return;
        lane.ScanFrom = position;
        schedule.Set(lane);
    }

    private void Rest(Lane lane)
    {
        rotation.RemoveLast();
        schedule.Set(lane);
        if (lane.ScanFrom == LanePosition.End)
            lanes.Remove(lane.Name);
    }

    private Lane LaneOf(string name) => lanes.TryGetValue(name, out var lane) ? lane : lanes[name] = new Lane(name);
}
