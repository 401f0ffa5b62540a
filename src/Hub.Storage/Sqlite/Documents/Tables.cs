using System.Collections.Concurrent;
using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>The tables of every document type in use, laid out when a type is first met or has changed.</summary>
internal sealed class Tables(Writer writer)
{
    private readonly ConcurrentDictionary<DocumentType, Lazy<DocumentTable>> known = new();

    /// <summary>Never call from the writer's thread: the first call for a type waits for the writer.</summary>
    public DocumentTable For(DocumentType type) =>
        known.GetOrAdd(type, static (type, writer) => new(() => Prepare(type, writer)), writer).Value;

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
            var declared = Declared(connection);
            if (declared == table.Declaration)
                return false;
            var old = $"old_{table.Type.Name}";
            if (declared is not null)
                SetAside(connection, old);
            foreach (var statement in table.Create())
                connection.Run(statement);
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
            var rows = connection.Prepare($"SELECT organization, part, id, version, body FROM {old}");
            while (rows.Step())
            {
                var document = new PreparedDocument(rows.Blob(4).ToArray(), table.Type.Extract(rows.Blob(4)));
                DocumentRows.Insert(
                    connection,
                    table,
                    rows.Guid(0),
                    rows.Text(1),
                    rows.Text(2),
                    rows.Long(3),
                    document
                );
            }
            rows.Rewind();
            connection.Forget();
            connection.Run($"DROP TABLE {old}");
        }
    }
}
