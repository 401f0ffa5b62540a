using Hub.Ports.Store;
using SQLitePCL;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>
/// One SQLite connection with its prepared statements, used by one thread at a time. Stands in for
/// Microsoft.Data.Sqlite, whose commands cost about as much as the statements they run here.
/// </summary>
internal sealed class Connection : IDisposable
{
    /// <summary>Milliseconds for which a lock of another connection is waited for.</summary>
    private const int BusyTimeout = 5000;

    /// <summary>Steps of SQLite's machine between two looks at whether anybody still waits: some tenths of a millisecond.</summary>
    private const int StepsBetweenLooks = 10_000;

    private static readonly string[] Refusals =
    [
        "parser stack overflow",
        "expression tree is too large",
        "too many SQL variables",
        "too many terms",
        "recursion limit",
    ];

    private readonly sqlite3 handle;
    private readonly FileInfo log;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private CancellationToken cancellation;

    private Connection(sqlite3 handle, string path)
    {
        this.handle = handle;
        log = new FileInfo(path + "-wal");
    }

    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>The number of the row that was inserted last. RETURNING says it too, by a table of its own for each row.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(handle);

    public static Connection OpenWriter(string path)
    {
        var connection = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        // A new file's. The log is written by the page, and a group commit fills larger ones: fewer calls, less of the processor.
        connection.Run("PRAGMA page_size=8192");
        connection.Run("PRAGMA journal_mode=WAL");
        connection.Run("PRAGMA synchronous=FULL");
        // The writer checkpoints when it is idle, on this very connection; see Writer.
        connection.Run("PRAGMA wal_autocheckpoint=0");
        connection.Run("PRAGMA cache_size=-65536");
        connection.Run("PRAGMA temp_store=MEMORY");
        // What is deleted is overwritten where its page is written anyway: it may have been a secret.
        connection.Run("PRAGMA secure_delete=FAST");
        return connection;
    }

    public static Connection OpenReader(string path)
    {
        var connection = Open(path, raw.SQLITE_OPEN_READONLY);
        connection.Run("PRAGMA query_only=1");
        // Read, not mapped: after each commit of the writer's SQLite would unmap the file and map it anew.
        connection.Run("PRAGMA cache_size=-16384");
        raw.sqlite3_progress_handler(
            connection.handle,
            StepsBetweenLooks,
            static reader => ((Connection)reader).cancellation.IsCancellationRequested ? 1 : 0,
            connection
        );
        return connection;
    }

    /// <summary>Statements of a reader are given up when the token says so, however much there is still to look at.</summary>
    public void EndWith(CancellationToken token) => cancellation = token;

    /// <summary>The statement for this text, prepared once and ready to be bound.</summary>
    public Statement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var known))
            return known.Rewind();
        if (
            raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared)
            is var code
                and not raw.SQLITE_OK
        )
            throw IsRefusal(code) ? new QueryRefusedException(Failure(sql).Message) : Failure(sql);
        // Filters make many texts; what is rare is prepared again rather than kept for ever.
        if (statements.Count >= 512)
            Forget();
        return statements[sql] = new Statement(this, prepared);
    }

    /// <summary>Too deep, too long, too many values: what the engine says of a text before it looks at any data.</summary>
    private bool IsRefusal(int code) =>
        code is raw.SQLITE_TOOBIG
        || code is raw.SQLITE_ERROR
            && raw.sqlite3_errmsg(handle).utf8_to_string() is { } said
            && Refusals.Any(refusal => said.Contains(refusal, StringComparison.OrdinalIgnoreCase));

    public void Run(string sql)
    {
        if (raw.sqlite3_exec(handle, sql) != raw.SQLITE_OK)
            throw Failure(sql);
    }

    /// <summary>Moves what it can from the log into the database file; answers how many pages the log still holds.</summary>
    public int Checkpoint()
    {
        _ = raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out var moved);
        return pages - moved;
    }

    /// <summary>Bytes that the log takes on the disk: what it once grew to, however little of it is in use.</summary>
    public long LogSize()
    {
        log.Refresh();
        return log.Exists ? log.Length : 0;
    }

    /// <summary>Empties the log and gives its disk space back; false when a reader still needs it, which is not waited for.</summary>
    public bool TryTruncateLog()
    {
        raw.sqlite3_busy_timeout(handle, 0);
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        raw.sqlite3_busy_timeout(handle, BusyTimeout);
        return code == raw.SQLITE_OK;
    }

    public StorageException Failure(string during) =>
        new(
            $"SQLite: {raw.sqlite3_errmsg(handle).utf8_to_string()} ({Shorten(during)})",
            raw.sqlite3_extended_errcode(handle)
        );

    public void Dispose()
    {
        Forget();
        handle.Dispose();
    }

    private static Connection Open(string path, int flags)
    {
        SqliteLibrary.Load();
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
            throw new StorageException($"SQLite cannot open {path} (code {code}).", code);
        raw.sqlite3_busy_timeout(handle, BusyTimeout);
        return new Connection(handle, path);
    }

    /// <summary>Lets go of every prepared statement; a table that has one cannot be dropped.</summary>
    public void Forget()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
    }

    private static string Shorten(string sql) => sql.Length <= 80 ? sql : sql[..80] + "…";
}
