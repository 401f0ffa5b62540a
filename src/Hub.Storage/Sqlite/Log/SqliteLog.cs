using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>What is the same wherever the queue is: reading the delivery log, and forgetting its past.</summary>
internal abstract class SqliteLog(SqliteFile file)
{
    public Task<DeliveryRecord?> Get(
        OrganizationId organization,
        Guid subscription,
        Guid delivery,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            file.Readers.Read(connection => DeliveryRows.Get(connection, organization, subscription, delivery))
        );

    public Task<DeliveryPage> List(
        OrganizationId organization,
        Guid subscription,
        DeliveryQuery query,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            file.Readers.Read(
                connection => DeliveryRows.List(connection, organization, subscription, query),
                cancellation
            )
        );

    public Task<int> Purge(DateTimeOffset before, CancellationToken cancellation) =>
        file.Writer.Run(new PurgeWork(before, file.Usage));

    /// <summary>One bite at a time, so that the writer is never away for long.</summary>
    private sealed class PurgeWork(DateTimeOffset before, Usage usage) : WriteWork<int>
    {
        private const int Bite = 2_000;

        protected override int Write(Connection connection) =>
            DeliveryRows.DeleteBefore(connection, before, Bite) + DeleteEvents(connection);

        private int DeleteEvents(Connection connection)
        {
            var events = connection
                .Prepare(
                    """
                    DELETE FROM events WHERE seq IN (
                        SELECT seq FROM events WHERE id < ?
                        AND seq <= ifnull((SELECT value FROM meta WHERE name='relayed'), 0) ORDER BY id LIMIT ?)
                    RETURNING organization, length(body)
                    """
                )
                .Bind(EventTime.FirstIdAt(before))
                .Bind((long)Bite);
            var gone = 0;
            for (; events.Step(); gone++)
                usage.Add(events.Guid(0), -events.Long(1));
            events.Rewind();
            return gone;
        }
    }
}
