using Hub.Delivery.Deliveries;
using Hub.Ports.Queue;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Queue;

namespace Hub.Storage.Sqlite.Log;

/// <summary>The delivery log in the same file as the queue, so that log and queue change in one transaction.</summary>
internal sealed class SqliteDeliveries(SqliteFile file, SqliteQueue queue, TimeProvider time)
    : SqliteLog(file),
        IDeliveryStore
{
    /// <summary>So many at once come from somebody who has more of them.</summary>
    private const int Many = 256;

    private readonly SqliteFile file = file;

    public async Task Schedule(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation)
    {
        if (deliveries.Count == 0)
            return;
        await file.Writer.Run(new ScheduleWork(queue, deliveries));
        if (deliveries.Count >= Many)
            await queue.Pace();
    }

    public Task Reschedule(DeliveryRecord delivery, bool isReplay, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var pending = delivery with { Status = DeliveryStatus.Pending, Round = 0, NextAttemptAt = now, Reason = null };
        return file.Writer.Run(new RescheduleWork(queue, pending, isReplay));
    }

    public Task<bool> Settle(Settlement settlement, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(queue, settlement));

    public Task<IReadOnlyList<bool>> Settle(IReadOnlyList<Settlement> settlements, CancellationToken cancellation) =>
        file.Writer.Run(new SettleTogetherWork(queue, settlements));

    public Task Record(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
        file.Writer.Run(new PutWork(deliveries));

    /// <summary>Records what is new and queues it, together: what is on record has been queued.</summary>
    private sealed class ScheduleWork(SqliteQueue queue, IReadOnlyList<DeliveryRecord> deliveries) : WriteWork<Fresh>
    {
        protected override Fresh Write(Connection connection)
        {
            var fresh = new List<DeliveryMessage>(deliveries.Count);
            foreach (var delivery in deliveries)
                if (DeliveryRows.Insert(connection, delivery) && DeliveryRows.WantsAttempt(delivery))
                    fresh.Add(DeliveryMessage.Of(delivery));
            return queue.Hand(connection, fresh);
        }

        protected override void Publish(Fresh answer) => queue.Handed(answer);
    }

    private sealed class RescheduleWork(SqliteQueue queue, DeliveryRecord delivery, bool isReplay)
        : WriteWork<IReadOnlyList<QueueMessage>>
    {
        protected override IReadOnlyList<QueueMessage> Write(Connection connection)
        {
            if (!DeliveryRows.Insert(connection, delivery))
                DeliveryRows.Update(connection, delivery);
            return queue.Write(connection, DeliveryMessage.Of(delivery, isReplay));
        }

        protected override void Publish(IReadOnlyList<QueueMessage> answer) => queue.Inserted(answer);
    }

    private sealed class SettleWork(SqliteQueue queue, Settlement settlement) : WriteWork<bool>
    {
        private readonly MessageSettlement outcome = settlement.Delivery
            is { Status: DeliveryStatus.Retrying, NextAttemptAt: { } due }
            ? new MessageSettlement.Retried(due)
            : MessageSettlement.Completed.Instance;

        private TableMessage? settled;

        public bool Apply(Connection connection)
        {
            settled = queue.Settle(connection, settlement.Message, outcome);
            if (settled is not null)
                DeliveryRows.Update(connection, settlement.Delivery);
            return settled is not null;
        }

        public void Tell()
        {
            if (settled is not null)
                queue.Settled(settled, outcome);
        }

        protected override bool Write(Connection connection) => Apply(connection);

        protected override void Publish(bool answer) => Tell();
    }

    private sealed class SettleTogetherWork(SqliteQueue queue, IReadOnlyList<Settlement> settlements)
        : WriteWork<IReadOnlyList<bool>>
    {
        private readonly IReadOnlyList<SettleWork> parts =
        [
            .. settlements.Select(settlement => new SettleWork(queue, settlement)),
        ];

        protected override IReadOnlyList<bool> Write(Connection connection) =>
            [.. parts.Select(part => part.Apply(connection))];

        protected override void Publish(IReadOnlyList<bool> answer)
        {
            foreach (var part in parts)
                part.Tell();
        }
    }
}
