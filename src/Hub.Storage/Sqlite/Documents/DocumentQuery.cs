using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>Told of a document that cannot be read.</summary>
internal delegate void Unreadable(string partition, string id, Exception problem);

/// <summary>Runs a query over one document type's tables.</summary>
internal static class DocumentQuery
{
    public static Page<T> Run<T>(
        Connection connection,
        DocumentTable table,
        DocumentType<T> type,
        Guid organization,
        Query query,
        Unreadable onUnreadable,
        CancellationToken cancellation
    )
        where T : class
    {
        if (!query.Count)
            return ReadPage(connection, table, type, organization, query, onUnreadable, cancellation);
        // One snapshot for the page and the count.
        connection.Run("BEGIN");
        try
        {
            var page = ReadPage(connection, table, type, organization, query, onUnreadable, cancellation);
            return page with { Total = TotalOf(page, query) ?? CountAll(connection, table, organization, query) };
        }
        finally
        {
            connection.Run("COMMIT");
        }
    }

    /// <summary>How many there are, when the page itself says so: it is the last one, and those before it were counted.</summary>
    private static long? TotalOf<T>(Page<T> page, Query query)
        where T : class =>
        query.Limit > 0 && query.After is null && page.Next is null && (query.Offset == 0 || page.Items.Count > 0)
            ? query.Offset + page.Items.Count
            : null;

    /// <summary>The statement that reads a page and whether there is a next one, ready to be stepped.</summary>
    /// <param name="before">What to put before it, such as a wish to see its plan.</param>
    /// <param name="passed">Rows that nobody could read: the page begins behind them.</param>
    public static Statement Prepare(
        Connection connection,
        DocumentTable table,
        Guid organization,
        Query query,
        string before = "",
        long passed = 0
    )
    {
        var condition = Where(table, organization, query);
        if (query.After is { } after)
            Paging.AppendAfter(condition.Append(" AND "), query.Sort, after);
        var offset = passed + (query.After is null ? query.Offset : 0);
        var sql =
            $"{before}SELECT part, id, version, body FROM {table.Name} WHERE {condition} "
            + $"ORDER BY {Paging.OrderBy(query.Sort)} LIMIT ? OFFSET ?";
        return Bind(connection, sql, condition).Bind(query.Limit + 1L).Bind(offset);
    }

    private static long CountAll(Connection connection, DocumentTable table, Guid organization, Query query)
    {
        var condition = Where(table, organization, query);
        var statement = Bind(connection, $"SELECT COUNT(*) FROM {table.Name} WHERE {condition}", condition);
        statement.Step();
        var total = statement.Long(0);
        statement.Rewind();
        return total;
    }

    /// <summary>Rows that cannot be read are left out; a page of nothing but such is passed over for the next one.</summary>
    private static Page<T> ReadPage<T>(
        Connection connection,
        DocumentTable table,
        DocumentType<T> type,
        Guid organization,
        Query query,
        Unreadable onUnreadable,
        CancellationToken cancellation
    )
        where T : class
    {
        if (query.Limit == 0)
            return new Page<T>([], null, null);
        var items = new List<Stored<T>>(Math.Min(query.Limit, 128));
        for (var (passed, bytes) = (0L, 0L); ; passed += query.Limit)
        {
            var statement = Prepare(connection, table, organization, query, passed: passed);
            var rows = 0;
            while (rows <= query.Limit && statement.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                bytes += statement.Blob(3).Length;
                if (items.Count > 0 && rows < query.Limit && bytes > query.MostBytes)
                {
                    statement.Rewind();
                    return new Page<T>(items, null, Paging.After(type, items[^1], query.Sort), IsCut: true);
                }
                if (++rows <= query.Limit && Read(statement, type, onUnreadable) is { } item)
                    items.Add(item);
            }
            statement.Rewind();
            if (rows <= query.Limit)
                return new Page<T>(items, null, null);
            if (items.Count > 0)
                return new Page<T>(items, null, Paging.After(type, items[^1], query.Sort));
        }
    }

    private static Stored<T>? Read<T>(Statement row, DocumentType<T> type, Unreadable onUnreadable)
        where T : class
    {
        var (partition, id) = (row.Text(0), row.Text(1));
        try
        {
            var value = JsonSerializer.Deserialize(row.Blob(3), type.Json)!;
            return new(partition, id, value, SqliteStore.Version(row.Long(2)));
        }
        catch (Exception problem) when (problem is not IOException)
        {
            onUnreadable(partition, id, problem);
            return null;
        }
    }

    private static SqlCondition Where(DocumentTable table, Guid organization, Query query)
    {
        var condition = new SqlCondition(table, organization).Append("organization=?1");
        if (query.Partition is not null)
            condition.Append(" AND part=").Value(FieldValue.Text(query.Partition));
        return condition.Append(" AND ").Add(query.Filter);
    }

    private static Statement Bind(Connection connection, string sql, SqlCondition condition)
    {
        var statement = connection.Prepare(sql).Bind(condition.Organization);
        foreach (var value in condition.Values)
            statement.Bind(value);
        return statement;
    }
}
