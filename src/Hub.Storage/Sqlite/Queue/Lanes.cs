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

    /// <summary>Ready messages that keep every receiver busy while the next ones are fetched.</summary>
    private const int Plenty = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly LinkedList<Lane> rotation = new();
    private readonly Dictionary<string, HeldMessage> held = new(StringComparer.Ordinal);
    private readonly LeaseExpiries expiries = new();
    private readonly LaneSchedule schedule = new();
    private long tokens;
    private int ready;
    private TaskCompletionSource? drained;

    /// <summary>Messages that are leased, and fresh ones that are ready without a row in the table.</summary>
    public (IReadOnlyList<string> Leased, IReadOnlyList<DateTimeOffset> Unwritten) Report()
    {
        lock (gate)
        {
            ReturnExpired(time.GetUtcNow());
            return (
                [.. held.Values.Where(static one => one.IsLeased).Select(static one => one.Message.Id)],
                [
                    .. held
                        .Values.Where(static one => !one.IsLeased && !one.IsWritten)
                        .Select(static one => one.Message.Due),
                ]
            );
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
            if (held.TryGetValue(id, out var message))
                message.IsWritten = true;
    }

    /// <summary>Completes when no more is ready in memory than is soon sent.</summary>
    public Task Drained()
    {
        lock (gate)
            return ready <= Plenty
                ? Task.CompletedTask
                : (drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
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
            return offer with { NextDue = Earlier(Earlier(again, schedule.Next), expiries.Next) };
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
            return held.TryGetValue(leased.Message.Id, out var message) && message.IsHeldBy(leased) ? message : null;
    }

    public LeasedMessage? Renew(LeasedMessage leased, TimeSpan duration)
    {
        var until = time.GetUtcNow() + duration;
        lock (gate)
        {
            if (Find(leased) is not { } message)
                return null;
            expiries.Add(message, until);
            return message.Renew(until);
        }
    }

    /// <summary>Answers the batch whose last message this was.</summary>
    public HandedBatch? Settled(HeldMessage message, Outcome outcome)
    {
        lock (gate)
        {
            // The lease may have run out during the commit, and the message be ready again.
            if (!message.IsLeased && lanes.TryGetValue(message.Message.Lane, out var lane))
                ready -= lane.Withdraw(message);
            message.Return();
            held.Remove(message.Message.Id);
            if (outcome is Outcome.Retried { Due: var due })
                WaitFor(LaneOf(message.Message.Lane), new(FieldValue.Microseconds(due), message.Message.Id));
            return message.Batch is { } batch && --batch.Open == 0 ? batch : null;
        }
    }

    private void Insert(QueueMessage message, long now)
    {
        // A scan right after the same commit may have been quicker.
        if (held.ContainsKey(message.Id))
            return;
        var lane = LaneOf(message.Lane);
        var position = LanePosition.Of(message);
        if (position.Due <= now && HasRoom(lane, now))
            Hold(lane, new HeldMessage(message, 0));
        else
            WaitFor(lane, position);
    }

    private bool HasRoom(Lane lane, long now) => lane.ScanFrom.Due > now && lane.Ready.Count < ReadyPerLane;

    private void Hold(Lane lane, HeldMessage message)
    {
        Keep(lane, message);
        Rotate(lane);
    }

    private void Keep(Lane lane, HeldMessage message)
    {
        held.Add(message.Message.Id, message);
        MakeReady(lane, message);
    }

    private void MakeReady(Lane lane, HeldMessage message)
    {
        lane.Ready.Enqueue(message);
        ready++;
    }

    private void LeaseFrom(Lane lane, int most, DateTimeOffset until, List<LeasedMessage> taken)
    {
        for (; most > 0 && lane.Ready.TryDequeue(out var message); most--)
        {
            taken.Add(message.Lease(++tokens, until));
            expiries.Add(message, until);
            ready--;
        }
        if (ready <= Plenty && drained is not null)
        {
            drained.TrySetResult();
            drained = null;
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
