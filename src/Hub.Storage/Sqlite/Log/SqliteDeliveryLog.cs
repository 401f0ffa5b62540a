using Hub.Delivery.Deliveries;
using Hub.Storage.Deliveries;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>The delivery log without its queue, for a hub whose queue is a service.</summary>
internal sealed class SqliteDeliveryLog(SqliteFile file) : SqliteLog(file), IDeliveryLog
{
    private readonly SqliteFile file = file;

    public Task<IReadOnlyList<DeliveryRecord>> Add(
        IReadOnlyList<DeliveryRecord> deliveries,
        CancellationToken cancellation
    ) => file.Writer.Run(new AddWork(deliveries));

    public Task Put(DeliveryRecord delivery, CancellationToken cancellation) =>
        file.Writer.Run(new PutWork([delivery]));

    public Task Put(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
        file.Writer.Run(new PutWork(deliveries));

    private sealed class AddWork(IReadOnlyList<DeliveryRecord> deliveries) : WriteWork<IReadOnlyList<DeliveryRecord>>
    {
        protected override IReadOnlyList<DeliveryRecord> Write(Connection connection) =>
            [.. deliveries.Select(delivery => Add(connection, delivery))];

        private static DeliveryRecord Add(Connection connection, DeliveryRecord delivery) =>
            DeliveryRows.Insert(connection, delivery)
                ? delivery
                : DeliveryRows.Get(connection, delivery.Organization, delivery.Subscription, delivery.Id) ?? delivery;
    }
}
