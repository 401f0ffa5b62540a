using Hub.Storage.Sqlite.Documents;
using Hub.Storage.Sqlite.Queue;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>The database file of one hub process: its lock, its schema, its one writer and its readers.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly FileStream held;

    private SqliteFile(FileStream held, Writer writer, Readers readers, Tables tables, Versions versions, Usage usage)
    {
        this.held = held;
        Versions = versions;
        Usage = usage;
        Writer = writer;
        Readers = readers;
        Tables = tables;
    }

    public Writer Writer { get; }

    public Readers Readers { get; }

    public Tables Tables { get; }

    public Versions Versions { get; }

    public Usage Usage { get; }

    /// <exception cref="StorageException">
    /// Another process has the folder, or it cannot be written, or the file is from a newer hub.
    /// </exception>
    public static SqliteFile Open(string folder)
    {
        var held = TakeLock(folder);
        try
        {
            var path = Path.Combine(folder, "hub.db");
            PrivateFiles.Create(path);
            var (connection, versions, usage) = OpenMigrated(path);
            var writer = new Writer(connection, usage);
            return new SqliteFile(held, writer, new Readers(path), new Tables(writer), versions, usage);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        Readers.Dispose();
        held.Dispose();
    }

    private static (Connection, Versions, Usage) OpenMigrated(string path)
    {
        var connection = Connection.OpenWriter(path);
        try
        {
            Migrations.Apply(connection);
            HandedBatch.RequeueAll(connection);
            return (connection, Versions.Open(connection), Usage.Open(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static FileStream TakeLock(string folder)
    {
        try
        {
            PrivateFiles.CreateFolder(folder);
            var path = Path.Combine(folder, "hub.lock");
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            PrivateFiles.Close(path);
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.UTF8.GetBytes($"{Environment.ProcessId}\n"));
            stream.Flush();
            return stream;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(Explain(folder, failure));
        }
    }

    private static string Explain(string folder, Exception failure) =>
        // The lock of another process is an I/O error without a kind of its own.
        failure.GetType() == typeof(IOException)
        && File.Exists(Path.Combine(folder, "hub.lock"))
            ? $"The folder {Path.GetFullPath(folder)} is in use by another hub process. "
                + "Stop that one, or give this one a folder of its own with Hub:DataPath."
            : $"The folder {Path.GetFullPath(folder)} cannot be used: {failure.Message} "
                + "Name one that the hub may write to with Hub:DataPath.";
}
