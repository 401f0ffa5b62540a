using Hub.Domain.Documents;
using Hub.Ports.Queue;
using Hub.Storage.Lanes;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// The table's lanes in memory: what is ready, what is leased, and from where on the table has more. A message in memory,
/// ready or leased, is "held"; a scan of the table passes over held ones.
/// </summary>
internal sealed class TableLanes(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LaneScheduler<TableMessage> scheduler = new();
    private readonly HeldMessages held = new();
    private readonly Backlog backlog = new();
    private long taken;

    /// <summary>Messages leased since the start.</summary>
    public long Taken => Volatile.Read(ref taken);

    /// <summary>Messages that are leased, and fresh ones that are ready without a row in the table.</summary>
    public (IReadOnlyList<string> Leased, IReadOnlyList<DateTimeOffset> Unwritten) Report()
    {
        lock (gate)
        {
            scheduler.ReturnExpired(time.GetUtcNow());
            return (held.LeasedIds, held.UnwrittenDues);
        }
    }

    public static TableLanes Load(SqliteFile file, TimeProvider time)
    {
        var lanes = new TableLanes(time);
        foreach (var (name, due) in QueueReport.FirstDues(file))
            lanes.scheduler.WaitFor(lanes.scheduler.LaneOf(name), new LanePosition(due, ""));
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
                    && (scheduler.Find(messages[index].Lane) is not { } lane || HasRoom(lane, now));
        return answers;
    }

    public void Handed(HandedBatch batch, IReadOnlyList<QueueMessage> messages)
    {
        lock (gate)
            foreach (var message in messages)
                Hold(scheduler.LaneOf(message.Lane), new TableMessage(message, 0, batch));
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
            return backlog.Drained(scheduler.Ready);
    }

    /// <summary>On the writer's thread, once the table's dues are that much earlier.</summary>
    public void Shift(TimeSpan back)
    {
        lock (gate)
            scheduler.Shift(back, DueShift.Concerns);
    }

    public LaneOffer<TableMessage> Take(int max, TimeSpan duration, Func<string, LaneRoom>? room)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var offer = scheduler.Take(max, duration, room, now);
            backlog.Shrank(scheduler.Ready);
            Volatile.Write(ref taken, taken + offer.Taken.Count);
            return offer;
        }
    }

    /// <summary>On the writer's thread and outside a transaction: what is found is durable, and no settlement slips in between.</summary>
    public void Scan(Connection connection, Lane<TableMessage> lane)
    {
        lock (gate)
        {
            var now = FieldValue.Microseconds(time.GetUtcNow());
            var found = LaneScan.Read(connection, lane, now, held.MostPerLane, held);
            foreach (var message in found.Messages)
                Hold(lane, message);
            lane.ScanFrom = found.Next;
        }
    }

    /// <summary>The scan of the lanes is over, whether it came to something or not.</summary>
    public void Scanned(IReadOnlyList<Lane<TableMessage>> scanned)
    {
        lock (gate)
            foreach (var lane in scanned)
                lane.IsScanned = false;
    }

    /// <summary>The message, as long as the lease holds.</summary>
    public TableMessage? Find(LeasedMessage leased)
    {
        lock (gate)
            return held.Find(leased);
    }

    public LeasedMessage? Renew(LeasedMessage leased, TimeSpan duration)
    {
        var until = time.GetUtcNow() + duration;
        lock (gate)
            return held.Find(leased) is { } message ? scheduler.Renew(message, until) : null;
    }

    /// <summary>Answers the batch whose last message this was.</summary>
    public HandedBatch? Settled(TableMessage message, MessageSettlement outcome)
    {
        lock (gate)
        {
            // The lease may have run out during the commit, and the message be ready again.
            if (!message.IsLeased)
            {
                scheduler.Withdraw(message);
                backlog.Shrank(scheduler.Ready);
            }
            message.Return();
            held.Remove(message);
            if (outcome is MessageSettlement.Retried { Due: var due })
                scheduler.WaitFor(
                    scheduler.LaneOf(message.Message.Lane),
                    new(FieldValue.Microseconds(due), message.Message.Id)
                );
            return message.Batch is { } batch && --batch.Open == 0 ? batch : null;
        }
    }

    private void Insert(QueueMessage message, long now)
    {
        // A scan right after the same commit may have been quicker.
        if (held.Has(message.Id))
            return;
        var lane = scheduler.LaneOf(message.Lane);
        var position = LanePosition.Of(message);
        if (position.Due <= now && HasRoom(lane, now))
            Hold(lane, new TableMessage(message, 0));
        else
            scheduler.WaitFor(lane, position);
    }

    private bool HasRoom(Lane<TableMessage> lane, long now) =>
        lane.ScanFrom.Due > now && lane.Ready.Count < held.MostPerLane;

    private void Hold(Lane<TableMessage> lane, TableMessage message)
    {
        held.Add(message);
        scheduler.Add(lane, message);
    }
}
