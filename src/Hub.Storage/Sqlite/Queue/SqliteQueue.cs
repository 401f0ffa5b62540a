using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Lanes;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>Fresh messages as they were written: as one batch, or each in the table.</summary>
internal readonly record struct Fresh(
    HandedBatch? Batch,
    IReadOnlyList<QueueMessage> Handed,
    IReadOnlyList<QueueMessage> Queued
);

/// <summary>
/// The embedded queue. The table holds what must survive: id, lane, due time, body. Leases live in memory only, since one
/// process owns the file: after a crash every lease is void, which is just what a lease is for. A fresh message goes from
/// the commit straight to a waiting lease; the table is read for what did not fit and for what is due later.
/// </summary>
internal sealed class SqliteQueue(SqliteFile file, TimeProvider time) : IQueue, IDisposable
{
    private readonly TableLanes lanes = TableLanes.Load(file, time);
    private readonly QueueClock clock = new(time);
    private readonly ClockSteps steps = new(time);

    /// <summary>How long whoever has much to queue waits at most for what is queued, and how often it looks whether that is sent.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Messages taken between two looks; with fewer it is the receivers that are waited for, and not the processor.</summary>
    private const int Busy = 64;

    private long batches;

    /// <summary>Writes those messages whose ids are new, and answers them.</summary>
    public static List<QueueMessage> Insert(Connection connection, IReadOnlyList<QueueMessage> messages)
    {
        var inserted = new List<QueueMessage>(messages.Count);
        foreach (var message in messages)
            if (Insert(connection, message, message.Due, leases: 0))
                inserted.Add(message);
        return inserted;
    }

    /// <summary>False when the id is there already.</summary>
    public static bool Insert(Connection connection, QueueMessage message, DateTimeOffset due, int leases)
    {
        connection
            .Prepare("INSERT INTO queue (id, lane, due, leases, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .Bind(message.Id)
            .Bind(message.Lane)
            .Bind(FieldValue.Microseconds(due))
            .Bind((long)leases)
            .Bind(message.Body.Span)
            .Run();
        return connection.Changes > 0;
    }

    public static bool Remove(Connection connection, string id)
    {
        connection.Prepare("DELETE FROM queue WHERE id=?").Bind(id).Run();
        return connection.Changes > 0;
    }

    /// <summary>After the commit that inserted them.</summary>
    public void Inserted(IReadOnlyList<QueueMessage> messages)
    {
        if (messages.Count == 0)
            return;
        lanes.Inserted(messages);
        clock.Wake();
    }

    public Task Enqueue(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation) =>
        messages.Count == 0 ? Task.CompletedTask : file.Writer.Run(new EnqueueWork(this, messages));

    public async Task<IReadOnlyList<LeasedMessage>> Lease(
        int max,
        TimeSpan duration,
        Func<string, LaneRoom>? room,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (steps.TakeBack() is { Ticks: > 0 } back)
                await file.Writer.Run(new DueShift(lanes, back));
            var woken = clock.NextWake();
            var offer = lanes.Take(max, duration, room);
            var scan = offer.ToScan.Count > 0 ? Scan(offer.ToScan) : null;
            if (offer.Taken.Count > 0)
                return offer.Taken;
            if (scan is not null)
                await scan;
            else
                await clock.Wait(woken, offer.NextLook, cancellation);
        }
    }

    /// <summary>
    /// Waits while memory holds more than is soon sent, so that whoever has much to queue keeps pace with the sending: what is sent
    /// from memory costs half of what has to be read again. Not for long, and not for receivers that take little: what is ready
    /// may be theirs. It paces this machine, so its time is the real one.
    /// </summary>
    public async Task Pace()
    {
        for (
            var left = LongestPause;
            left > TimeSpan.Zero && lanes.Drained() is { IsCompleted: false } drained;
            left -= Look
        )
        {
            var taken = lanes.Taken;
            await Task.WhenAny(drained, Task.Delay(Look, CancellationToken.None));
            if (lanes.Taken - taken < Busy)
                return;
        }
    }

    public void RoomChanged() => clock.Wake();

    public Task<bool> Complete(LeasedMessage message, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(this, message, MessageSettlement.Completed.Instance));

    public Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(this, message, new MessageSettlement.Retried(due)));

    public Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(this, message, new MessageSettlement.Dead(reason, time.GetUtcNow())));

    public Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation) =>
        Task.FromResult(lanes.Renew(message, duration));

    public Task<QueueDepth> Depth(CancellationToken cancellation) =>
        Task.FromResult(QueueReport.Depth(file, time.GetUtcNow(), lanes.Report()));

    public Task<IReadOnlyList<DeadMessage>> DeadLetters(int max, CancellationToken cancellation) =>
        Task.FromResult(QueueReport.DeadLetters(file, max));

    /// <summary>
    /// On the writer's thread: writes fresh deliveries' messages, those that can go straight to memory as one batch.
    /// To be handed on when that is durable.
    /// </summary>
    public Fresh Hand(Connection connection, IReadOnlyList<DeliveryMessage> messages)
    {
        var straight = lanes.GoStraight(messages);
        var handed = messages.Where((_, index) => straight[index]).ToList();
        var queued = Insert(connection, [.. messages.Where((_, index) => !straight[index])]);
        if (handed.Count == 0)
            return new Fresh(null, [], queued);
        var batch = new HandedBatch(++batches, handed.Count);
        HandedBatch.Write(connection, batch.Id, handed);
        return new Fresh(batch, handed, queued);
    }

    /// <summary>After the commit.</summary>
    public void Handed(Fresh fresh)
    {
        if (fresh.Batch is { } batch)
            lanes.Handed(batch, fresh.Handed);
        lanes.Inserted(fresh.Queued);
        clock.Wake();
    }

    /// <summary>On the writer's thread: writes one message, even where its row is spoken for by a batch.</summary>
    public List<QueueMessage> Write(Connection connection, QueueMessage message)
    {
        lanes.Written(message.Id);
        return Insert(connection, [message]);
    }

    /// <summary>On the writer's thread: settles the message in the table; nothing when the lease was lost.</summary>
    public TableMessage? Settle(Connection connection, LeasedMessage leased, MessageSettlement outcome) =>
        lanes.Find(leased) is { } held && outcome.Apply(connection, held) ? held : null;

    /// <summary>On the writer's thread, after the commit.</summary>
    public void Settled(TableMessage message, MessageSettlement outcome)
    {
        if (lanes.Settled(message, outcome) is { } finished)
            file.Writer.PostAlong(new ForgetBatch(finished.Id));
        clock.Wake();
    }

    /// <summary>Goes on when the lease does not wait for it, so that a busy lane keeps no other from being read.</summary>
    private async Task Scan(List<Lane<TableMessage>> due)
    {
        try
        {
            await file.Writer.Run(new ScanWork(lanes, due));
        }
        finally
        {
            lanes.Scanned(due);
            clock.Wake();
        }
    }

    public void Dispose() => clock.Dispose();

    private sealed class EnqueueWork(SqliteQueue queue, IReadOnlyList<QueueMessage> messages)
        : WriteWork<IReadOnlyList<QueueMessage>>
    {
        protected override IReadOnlyList<QueueMessage> Write(Connection connection) => Insert(connection, messages);

        protected override void Publish(IReadOnlyList<QueueMessage> answer) => queue.Inserted(answer);
    }

    private sealed class SettleWork(SqliteQueue queue, LeasedMessage leased, MessageSettlement outcome)
        : WriteWork<bool>
    {
        private TableMessage? settled;

        protected override bool Write(Connection connection) =>
            (settled = queue.Settle(connection, leased, outcome)) is not null;

        protected override void Publish(bool answer)
        {
            if (settled is not null)
                queue.Settled(settled, outcome);
        }
    }

    /// <summary>Rides along with the next commit: when it is lost, the next start finds nothing pending in the batch.</summary>
    private sealed class ForgetBatch(long id) : WriteWork<bool>
    {
        protected override bool Write(Connection connection)
        {
            HandedBatch.Delete(connection, id);
            return true;
        }
    }

    /// <summary>Reads due messages of some lanes, between commits: what it finds is durable.</summary>
    private sealed class ScanWork(TableLanes lanes, List<Lane<TableMessage>> due) : WriteWork<bool>
    {
        public override bool IsRead => true;

        protected override bool Write(Connection connection)
        {
            foreach (var lane in due)
                lanes.Scan(connection, lane);
            return true;
        }
    }
}
