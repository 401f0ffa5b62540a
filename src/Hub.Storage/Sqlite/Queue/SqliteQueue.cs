using Hub.Delivery.Ports;
using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// The embedded queue. The table holds what must survive: id, lane, due time, body. Leases live in memory only, since one
/// process owns the file: after a crash every lease is void, which is just what a lease is for. A fresh message goes from
/// the commit straight to a waiting lease; the table is read for what did not fit and for what is due later.
/// </summary>
internal sealed class SqliteQueue(SqliteFile file, TimeProvider time) : IQueue, IDisposable
{
    private readonly Lanes lanes = Lanes.Load(file, time);
    private readonly QueueClock clock = new(time);

    /// <summary>Writes those messages whose ids are new, and answers them.</summary>
    public static List<QueueMessage> Insert(Connection connection, IReadOnlyList<QueueMessage> messages)
    {
        var inserted = new List<QueueMessage>(messages.Count);
        foreach (var message in messages)
        {
            connection
                .Prepare(
                    "INSERT INTO queue (id, lane, due, leases, body) VALUES (?, ?, ?, 0, ?) ON CONFLICT DO NOTHING"
                )
                .Bind(message.Id)
                .Bind(message.Lane)
                .Bind(FieldValue.Microseconds(message.Due))
                .Bind(message.Body.Span)
                .Run();
            if (connection.Changes > 0)
                inserted.Add(message);
        }
        return inserted;
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
            var woken = clock.NextWake();
            var offer = lanes.Take(max, duration, room);
            var scan = offer.ToScan.Count > 0 ? Scan(offer.ToScan) : null;
            if (offer.Taken.Count > 0)
                return offer.Taken;
            if (scan is not null)
                await scan;
            else
                await clock.Wait(woken, offer.NextDue, cancellation);
        }
    }

    public void RoomChanged() => clock.Wake();

    public Task<bool> Complete(LeasedMessage message, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(this, message, Outcome.Completed.Instance));

    public Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(this, message, new Outcome.Retried(due)));

    public Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(this, message, new Outcome.Dead(reason, time.GetUtcNow())));

    public Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation) =>
        Task.FromResult(lanes.Renew(message, duration));

    public Task<QueueDepth> Depth(CancellationToken cancellation) =>
        Task.FromResult(QueueReport.Depth(file, time.GetUtcNow(), lanes.LeasedIds()));

    public Task<IReadOnlyList<DeadMessage>> DeadLetters(int max, CancellationToken cancellation) =>
        Task.FromResult(QueueReport.DeadLetters(file, max));

    /// <summary>On the writer's thread: whether the lease still holds.</summary>
    public bool Holds(LeasedMessage message) => lanes.Holds(message);

    /// <summary>On the writer's thread, after the commit.</summary>
    public void Settled(LeasedMessage message, Outcome outcome)
    {
        lanes.Settled(message, outcome);
        clock.Wake();
    }

    /// <summary>Goes on when the lease does not wait for it, so that a busy lane keeps no other from being read.</summary>
    private async Task Scan(List<Lane> due)
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

    private sealed class SettleWork(SqliteQueue queue, LeasedMessage message, Outcome outcome) : WriteWork<bool>
    {
        protected override bool Write(Connection connection) =>
            queue.Holds(message) && outcome.Apply(connection, message);

        protected override void Publish(bool answer)
        {
            if (answer)
                queue.Settled(message, outcome);
        }
    }

    /// <summary>Reads due messages of some lanes, between commits: what it finds is durable.</summary>
    private sealed class ScanWork(Lanes lanes, List<Lane> due) : WriteWork<bool>
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
