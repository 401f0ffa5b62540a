using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>Which SQLite the process runs: the system's when it is newer than the bundled one.</summary>
internal static class SqliteLibrary
{
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll"];
    private static readonly Lock Gate = new();
    private static string? description;

    /// <summary>The version in use and where it came from, for the log.</summary>
    public static string Load()
    {
        lock (Gate)
            return description ??= Choose();
    }

    private static string Choose()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        var system = FindSystemLibrary();
        var bundled = FindBundledLibrary(provider);
        var useSystem = system is not null && (bundled is null || system.Value.Version > bundled.Value.Version);
        if (useSystem)
            NativeLibrary.SetDllImportResolver(
                provider,
                (name, _, _) => name == "e_sqlite3" ? system!.Value.Handle : IntPtr.Zero
            );
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        // Nobody asks SQLite how much memory it uses; counting takes a lock for every allocation.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return $"{raw.sqlite3_libversion().utf8_to_string()} ({(useSystem ? "the system's" : "bundled")})";
    }

    private static (IntPtr Handle, Version Version)? FindSystemLibrary()
    {
        foreach (var name in SystemNames)
            if (NativeLibrary.TryLoad(name, out var handle) && ReadVersion(handle) is { } version)
                return (handle, version);
        return null;
    }

    private static (IntPtr Handle, Version Version)? FindBundledLibrary(Assembly provider) =>
        NativeLibrary.TryLoad("e_sqlite3", provider, null, out var handle) && ReadVersion(handle) is { } version
            ? (handle, version)
            : null;

    private static unsafe Version? ReadVersion(IntPtr library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var function))
            return null;
        var number = ((delegate* unmanaged[Cdecl]<int>)function)();
        return new Version(number / 1_000_000, number / 1000 % 1000, number % 1000);
    }
}
