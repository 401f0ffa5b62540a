namespace Hub.Storage.Sqlite.Engine;

/// <summary>The tables that are not documents, step by step. A file goes forward by itself and never back.</summary>
internal static class Migrations
{
    private static readonly Action<Connection>[] Steps =
    [
        Run(
            """
            CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE counters (organization BLOB, name TEXT, next INTEGER NOT NULL, PRIMARY KEY (organization, name)) WITHOUT ROWID;

            CREATE TABLE events (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, organization BLOB NOT NULL, body BLOB NOT NULL);
            CREATE UNIQUE INDEX events_id ON events (id);

            CREATE TABLE queue (
                id TEXT PRIMARY KEY, lane TEXT NOT NULL, due INTEGER NOT NULL, leases INTEGER NOT NULL, body BLOB NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX queue_lane ON queue (lane, due, id);
            CREATE TABLE dead (
                id TEXT PRIMARY KEY, lane TEXT NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL,
                reason TEXT NOT NULL, at INTEGER NOT NULL
            ) WITHOUT ROWID;

            CREATE TABLE deliveries (
                subscription BLOB NOT NULL, id BLOB NOT NULL, organization BLOB NOT NULL, event BLOB NOT NULL,
                event_partition TEXT NOT NULL, event_name TEXT NOT NULL, created INTEGER NOT NULL, status INTEGER NOT NULL,
                next_attempt INTEGER, reason TEXT, round INTEGER NOT NULL, attempts BLOB,
                PRIMARY KEY (subscription, id)
            ) WITHOUT ROWID;
            """
        ),
        Run("CREATE TABLE handed (batch INTEGER PRIMARY KEY, deliveries BLOB NOT NULL)"),
        Usage.Create,
    ];

    public static void Apply(Connection connection)
    {
        var statement = connection.Prepare("PRAGMA user_version");
        statement.Step();
        var version = (int)statement.Long(0);
        statement.Rewind();
        if (version > Steps.Length)
            throw new StorageException(
                $"The database was written by a newer hub (schema {version}, this one knows {Steps.Length}). Run that hub, or restore a backup."
            );
        for (; version < Steps.Length; version++)
        {
            connection.Run("BEGIN IMMEDIATE");
            Steps[version](connection);
            connection.Run($"PRAGMA user_version={version + 1};COMMIT");
        }
    }

    private static Action<Connection> Run(string sql) => connection => connection.Run(sql);
}
