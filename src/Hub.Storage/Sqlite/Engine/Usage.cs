using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>
/// The bytes that each organization has stored, in bodies of documents and events. What a batch of commits adds is written with
/// it, once an organization, so that the tally is as durable as what it counts, and readers know it when the batch is committed.
/// </summary>
internal sealed class Usage
{
    private readonly ConcurrentDictionary<Guid, long> committed = new();
    private readonly Dictionary<Guid, long> added = [];

    public static Usage Open(Connection connection)
    {
        var usage = new Usage();
        var rows = connection.Prepare("SELECT organization, bytes FROM usage");
        while (rows.Step())
            usage.committed[rows.Guid(0)] = rows.Long(1);
        rows.Rewind();
        return usage;
    }

    /// <summary>The table, with all that is stored already.</summary>
    public static void Create(Connection connection)
    {
        connection.Run("CREATE TABLE usage (organization BLOB PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID");
        var stored = string.Join(
            " UNION ALL ",
            DocumentTables(connection)
                .Prepend("events")
                .Select(static table => $"SELECT organization, length(body) AS bytes FROM {table}")
        );
        connection.Run($"INSERT INTO usage SELECT organization, sum(bytes) FROM ({stored}) GROUP BY organization");
    }

    /// <summary>Of what is committed.</summary>
    public long BytesOf(Guid organization) => committed.GetValueOrDefault(organization);

    /// <summary>On the writer's thread, as all that follows.</summary>
    /// <param name="bytes">Less than zero for what goes.</param>
    public void Add(Guid organization, long bytes) =>
        CollectionsMarshal.GetValueRefOrAddDefault(added, organization, out _) += bytes;

    /// <summary>Before the batch is committed.</summary>
    public void Write(Connection connection)
    {
        foreach (var (organization, bytes) in added)
            if (bytes != 0)
                connection
                    .Prepare("INSERT OR REPLACE INTO usage VALUES (?, ?)")
                    .Bind(organization)
                    .Bind(BytesOf(organization) + bytes)
                    .Run();
    }

    /// <summary>After it.</summary>
    public void Publish()
    {
        foreach (var (organization, bytes) in added)
            committed[organization] = BytesOf(organization) + bytes;
        added.Clear();
    }

    /// <summary>Or in its place.</summary>
    public void Forget() => added.Clear();

    private static List<string> DocumentTables(Connection connection)
    {
        var tables = new List<string>();
        var rows = connection.Prepare(
            """
            SELECT name FROM sqlite_master WHERE type='table' AND substr(name, 1, 2)='d_'
            AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_master.name) AS declared WHERE declared.name='body')
            """
        );
        while (rows.Step())
            tables.Add(rows.Text(0));
        rows.Rewind();
        return tables;
    }
}
