using Hub.Delivery.Deliveries;
using Hub.Delivery.Ports;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Queue;

namespace Hub.Storage.Sqlite.Log;

/// <summary>The delivery log in the same file as the queue, so that log and queue change in one transaction.</summary>
internal sealed class SqliteDeliveries(SqliteFile file, SqliteQueue queue, TimeProvider time)
    : SqliteLog(file),
        IDeliveryStore
{
    private readonly SqliteFile file = file;

    public Task Schedule(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
        deliveries.Count == 0 ? Task.CompletedTask : file.Writer.Run(new ScheduleWork(queue, deliveries));

    public Task Reschedule(DeliveryRecord delivery, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var pending = delivery with { Status = DeliveryStatus.Pending, Round = 0, NextAttemptAt = now, Reason = null };
        return file.Writer.Run(new RescheduleWork(queue, pending, now));
    }

    public Task<bool> Settle(Settlement settlement, CancellationToken cancellation) =>
        file.Writer.Run(new SettleWork(queue, settlement));

    /// <summary>Records what is new and queues it, together: what is on record has been queued.</summary>
    private sealed class ScheduleWork(SqliteQueue queue, IReadOnlyList<DeliveryRecord> deliveries)
        : WriteWork<IReadOnlyList<QueueMessage>>
    {
        private readonly QueueMessage[] messages =
        [
            .. deliveries.Select(delivery =>
                DeliveryOrder.Message(delivery, delivery.NextAttemptAt ?? delivery.CreatedAt)
            ),
        ];

        protected override IReadOnlyList<QueueMessage> Write(Connection connection)
        {
            var fresh = new List<QueueMessage>(deliveries.Count);
            for (var index = 0; index < deliveries.Count; index++)
                if (DeliveryRows.Insert(connection, deliveries[index]) && DeliveryRows.WantsAttempt(deliveries[index]))
                    fresh.Add(messages[index]);
            return SqliteQueue.Insert(connection, fresh);
        }

        protected override void Publish(IReadOnlyList<QueueMessage> answer) => queue.Inserted(answer);
    }

    private sealed class RescheduleWork(SqliteQueue queue, DeliveryRecord delivery, DateTimeOffset now)
        : WriteWork<IReadOnlyList<QueueMessage>>
    {
        protected override IReadOnlyList<QueueMessage> Write(Connection connection)
        {
            if (!DeliveryRows.Insert(connection, delivery))
                DeliveryRows.Update(connection, delivery);
            return SqliteQueue.Insert(connection, [DeliveryOrder.Message(delivery, now)]);
        }

        protected override void Publish(IReadOnlyList<QueueMessage> answer) => queue.Inserted(answer);
    }

    private sealed class SettleWork(SqliteQueue queue, Settlement settlement) : WriteWork<bool>
    {
        private readonly Outcome outcome = settlement.Delivery
            is { Status: DeliveryStatus.Retrying, NextAttemptAt: { } due }
            ? new Outcome.Retried(due)
            : Outcome.Completed.Instance;

        protected override bool Write(Connection connection)
        {
            if (!queue.Holds(settlement.Message) || !outcome.Apply(connection, settlement.Message))
                return false;
            DeliveryRows.Update(connection, settlement.Delivery);
            return true;
        }

        protected override void Publish(bool answer)
        {
            if (answer)
                queue.Settled(settlement.Message, outcome);
        }
    }
}
