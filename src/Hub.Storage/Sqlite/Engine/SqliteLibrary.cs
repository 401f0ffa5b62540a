using SQLitePCL;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>The SQLite that comes with the hub, the same on every system.</summary>
internal static class SqliteLibrary
{
    private static readonly string Version = Begin();

    /// <summary>Makes the library ready, once a process; answers its version, for the log.</summary>
    public static string Load() => Version;

    private static string Begin()
    {
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        // Nobody asks SQLite how much memory it uses; counting takes a lock for every allocation.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return raw.sqlite3_libversion().utf8_to_string();
    }
}
