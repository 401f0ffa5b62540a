using System.Globalization;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;

namespace Hub.Storage.Moving;

/// <summary>A row of the embedded store, and its place among the rows of its kind.</summary>
internal sealed record SourceRow<T>(string Position, T Value);

internal sealed record SourceDocument(OrganizationId Organization, string Partition, string Id, byte[] Body);

internal sealed record SourceCounter(OrganizationId Organization, string Name, long Next);

/// <param name="IsRelayed">Its deliveries are on record; it is kept for replays only.</param>
internal sealed record SourceEvent(byte[] Body, bool IsRelayed);

/// <summary>Reads an embedded store, a page at a time and in a fixed order. Nothing of it changes meanwhile: it is locked.</summary>
internal sealed class SourceFile(SqliteFile file)
{
    private const int PageSize = 500;

    /// <summary>Changes with every write to the store: a copy that was interrupted may only go on from the same state.</summary>
    public string State(IReadOnlyList<DocumentType> types) =>
        file.Readers.Read(connection =>
        {
            var parts = types
                .Select(type => file.Tables.For(type).Name)
                .Select(table => $"(SELECT count(*) || '.' || ifnull(max(version), 0) FROM {table})")
                .Append("(SELECT count(*) || '.' || ifnull(max(seq), 0) FROM events)")
                .Append("(SELECT count(*) || '.' || ifnull(sum(round), 0) FROM deliveries)")
                .Append("(SELECT ifnull(sum(next), 0) FROM counters)")
                .Append("(SELECT count(*) FROM queue)");
            var statement = connection.Prepare($"SELECT {string.Join(" || '-' || ", parts)}");
            statement.Step();
            var state = statement.Text(0);
            statement.Rewind();
            return state;
        });

    public long Count(DocumentType type) => Count(file.Tables.For(type).Name);

    public long Count(string table) =>
        file.Readers.Read(connection =>
        {
            var statement = connection.Prepare($"SELECT count(*) FROM {table}");
            statement.Step();
            var count = statement.Long(0);
            statement.Rewind();
            return count;
        });

    public IReadOnlyList<SourceRow<SourceDocument>> Documents(DocumentType type, string? after) =>
        Page(
            $"SELECT doc, organization, part, id, body FROM {file.Tables.For(type).Name} WHERE doc > ? ORDER BY doc",
            statement => statement.Bind(Number(after)),
            static row => new SourceRow<SourceDocument>(
                Text(row.Long(0)),
                new(new OrganizationId(row.Guid(1)), row.Text(2), row.Text(3), row.Blob(4).ToArray())
            )
        );

    public IReadOnlyList<SourceRow<SourceCounter>> Counters(string? after) =>
        Page(
            "SELECT hex(organization) || name, organization, name, next FROM counters "
                + "WHERE hex(organization) || name > ? ORDER BY 1",
            statement => statement.Bind(after ?? ""),
            static row => new SourceRow<SourceCounter>(
                row.Text(0),
                new(new OrganizationId(row.Guid(1)), row.Text(2), row.Long(3))
            )
        );

    public IReadOnlyList<SourceRow<SourceEvent>> Events(string? after) =>
        Page(
            "SELECT seq, body, seq <= ifnull((SELECT value FROM meta WHERE name='relayed'), 0) FROM events "
                + "WHERE seq > ? ORDER BY seq",
            statement => statement.Bind(Number(after)),
            static row => new SourceRow<SourceEvent>(Text(row.Long(0)), new(row.Blob(1).ToArray(), row.Long(2) == 1))
        );

    public IReadOnlyList<SourceRow<DeliveryRecord>> Deliveries(string? after) =>
        Page(
            $"SELECT {DeliveryRows.Columns} FROM deliveries WHERE (subscription, id) > (?, ?) ORDER BY subscription, id",
            statement =>
            {
                var last = Convert.FromHexString(after ?? "");
                statement.Bind(last.AsSpan(0, last.Length / 2)).Bind(last.AsSpan(last.Length / 2));
            },
            static row =>
            {
                var delivery = DeliveryRows.Read(row);
                return new SourceRow<DeliveryRecord>(
                    $"{delivery.Subscription:N}{delivery.Id:N}".ToUpperInvariant(),
                    delivery
                );
            }
        );

    public IReadOnlyList<SourceRow<QueueMessage>> Messages(string? after) =>
        Page(
            "SELECT id, lane, due, body, leases FROM queue WHERE id > ? ORDER BY id",
            statement => statement.Bind(after ?? ""),
            static row => new SourceRow<QueueMessage>(
                row.Text(0),
                DeliveryMessageBody.Moved(
                    new QueueMessage(
                        row.Text(0),
                        row.Text(1),
                        FieldValue.FromMicroseconds(row.Long(2)),
                        row.Blob(3).ToArray()
                    ),
                    (int)row.Long(4)
                )
            )
        );

    private List<TRow> Page<TRow>(string sql, Action<Statement> bind, Func<Statement, TRow> read) =>
        file.Readers.Read(connection =>
        {
            var statement = connection.Prepare($"{sql} LIMIT {PageSize}");
            bind(statement);
            var rows = new List<TRow>(PageSize);
            while (statement.Step())
                rows.Add(read(statement));
            statement.Rewind();
            return rows;
        });

    private static long Number(string? position) =>
        position is null ? 0 : long.Parse(position, CultureInfo.InvariantCulture);

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
