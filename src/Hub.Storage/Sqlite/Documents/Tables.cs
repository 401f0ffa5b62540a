using System.Collections.Concurrent;
using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>The tables of every document type in use, laid out when a type is first met or has changed.</summary>
internal sealed class Tables(Writer writer)
{
    private readonly ConcurrentDictionary<DocumentType, Lazy<DocumentTable>> known = new();

    /// <summary>Never call from the writer's thread: the first call for a type waits for the writer.</summary>
    public DocumentTable For(DocumentType type)
    {
        var entry = known.GetOrAdd(type, static (type, writer) => new(() => Prepare(type, writer)), writer);
        try
        {
            return entry.Value;
        }
        catch
        {
            // A full disk does not stay full: the next call tries again.
            known.TryRemove(new(type, entry));
            throw;
        }
    }

    private static DocumentTable Prepare(DocumentType type, Writer writer)
    {
        var table = new DocumentTable(type);
        writer.Run(new LayOut(table)).GetAwaiter().GetResult();
        return table;
    }

    /// <summary>Creates the tables, or moves the documents into new ones when the declaration changed.</summary>
    private sealed class LayOut(DocumentTable table) : WriteWork<bool>
    {
        protected override bool Write(Connection connection)
        {
            connection.Run(
                "CREATE TABLE IF NOT EXISTS document_types (name TEXT PRIMARY KEY, declaration TEXT NOT NULL)"
            );
            connection.Run(WordTable.Fills);
            var declared = Declared(connection);
            if (declared == table.Declaration)
            {
                table.Words?.LayOut(connection);
                return false;
            }
            var old = $"old_{table.Type.Name}";
            if (declared is not null)
                SetAside(connection, old);
            foreach (var statement in table.Create())
                connection.Run(statement);
            table.Words?.Drop(connection);
            table.Words?.LayOut(connection);
            if (declared is not null)
                MoveFrom(connection, old);
            connection
                .Prepare("INSERT OR REPLACE INTO document_types VALUES (?, ?)")
                .Bind(table.Type.Name)
                .Bind(table.Declaration)
                .Run();
            return true;
        }

        private string? Declared(Connection connection)
        {
            var statement = connection
                .Prepare("SELECT declaration FROM document_types WHERE name=?")
                .Bind(table.Type.Name);
            var declared = statement.Step() ? statement.Text(0) : null;
            statement.Rewind();
            return declared;
        }

        private void SetAside(Connection connection, string old)
        {
            connection.Run($"CREATE TABLE {old} AS SELECT organization, part, id, version, body FROM {table.Name}");
            var lists = connection
                .Prepare("SELECT name FROM sqlite_master WHERE type='table' AND substr(name, 1, length(?1)) = ?1")
                .Bind($"{table.Name}__");
            List<string> tables = [table.Name];
            while (lists.Step())
                tables.Add(lists.Text(0));
            lists.Rewind();
            foreach (var name in tables)
                connection.Run($"DROP TABLE {name}");
        }

        private void MoveFrom(Connection connection, string old)
        {
            long row = 0;
            while (Next(connection, old, ref row) is { } next)
                DocumentRows.Insert(
                    connection,
                    table,
                    next.Organization,
                    next.Partition,
                    next.Id,
                    next.Version,
                    next.Document
                );
            connection.Forget();
            connection.Run($"DROP TABLE {old}");
        }

        /// <summary>One row at a time, since an insert may let go of every statement that is under way.</summary>
        private OldRow? Next(Connection connection, string old, ref long row)
        {
            var rows = connection
                .Prepare($"SELECT rowid, organization, part, id, version, body FROM {old} WHERE rowid > ? LIMIT 1")
                .Bind(row);
            OldRow? next = null;
            if (rows.Step())
            {
                row = rows.Long(0);
                var (organization, body) = (rows.Guid(1), rows.Blob(5).ToArray());
                var document = PreparedDocument.Of(table.Type, organization, body, table.Type.Extract(body));
                next = new(organization, rows.Text(2), rows.Text(3), rows.Long(4), document);
            }
            rows.Rewind();
            return next;
        }

        private sealed record OldRow(
            Guid Organization,
            string Partition,
            string Id,
            long Version,
            PreparedDocument Document
        );
    }
}
