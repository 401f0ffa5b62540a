using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>Runs a query over one document type's tables.</summary>
internal static class DocumentQuery
{
    public static Page<T> Run<T>(
        Connection connection,
        DocumentTable table,
        DocumentType<T> type,
        Guid organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class
    {
        if (!query.Count)
            return ReadPage(connection, table, type, organization, query, cancellation);
        // One snapshot for the page and the count.
        connection.Run("BEGIN");
        try
        {
            var page = ReadPage(connection, table, type, organization, query, cancellation);
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
    public static Statement Prepare(
        Connection connection,
        DocumentTable table,
        Guid organization,
        Query query,
        string before = ""
    )
    {
        var condition = Where(table, organization, query);
        if (query.After is { } after)
            Paging.AppendAfter(condition.Append(" AND "), query.Sort, after);
        var offset = query.After is null ? query.Offset : 0;
        var sql =
            $"{before}SELECT part, id, version, body FROM {table.Name} WHERE {condition} "
            + $"ORDER BY {Paging.OrderBy(query.Sort)} LIMIT ? OFFSET ?";
        return Bind(connection, sql, condition).Bind(query.Limit + 1L).Bind((long)offset);
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

    private static Page<T> ReadPage<T>(
        Connection connection,
        DocumentTable table,
        DocumentType<T> type,
        Guid organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class
    {
        if (query.Limit == 0)
            return new Page<T>([], null, null);
        var statement = Prepare(connection, table, organization, query);
        var items = new List<Stored<T>>(Math.Min(query.Limit, 128));
        var more = false;
        while (statement.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            more = items.Count == query.Limit;
            if (more)
                break;
            var value = JsonSerializer.Deserialize(statement.Blob(3), type.Json)!;
            items.Add(new(statement.Text(0), statement.Text(1), value, SqliteStore.Version(statement.Long(2))));
        }
        statement.Rewind();
        return new Page<T>(items, null, more ? Paging.After(type, items[^1], query.Sort) : null);
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
