using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>The write-ahead log gives back what a burst made it take.</summary>
public sealed class LogOnDisk : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly string folder = Directory.CreateTempSubdirectory("hub-log-").FullName;
    private readonly SqliteFile file;

    public LogOnDisk()
    {
        file = SqliteFile.Open(folder);
        Write("CREATE TABLE ballast (body BLOB)").Wait();
    }

    private long LogSize => new FileInfo(Path.Combine(folder, "hub.db-wal")).Length;

    public void Dispose()
    {
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task After_a_burst_it_shrinks_while_nothing_is_written_and_what_was_written_stays()
    {
        await Burst();

        await Eventually.Holds(() => Task.FromResult(LogSize == 0));

        Assert.Equal(24, file.Readers.Read(Rows));
        await Write("INSERT INTO ballast VALUES (x'00')");
        Assert.Equal(25, file.Readers.Read(Rows));
    }

    [Fact]
    public async Task It_is_left_alone_while_a_reader_needs_it_and_shrinks_when_that_one_is_done()
    {
        file.Readers.Read(reader =>
        {
            // Begins to read before the burst: the log is all there is of what it must not see.
            reader.Run("BEGIN");
            Assert.Equal(0, Rows(reader));
            Burst().Wait();
            Assert.False(file.Writer.Run(new Attempt()).Result);
            Assert.True(LogSize > 24 * Megabyte);
            Assert.Equal(0, Rows(reader));
            reader.Run("COMMIT");
            return 0;
        });

        await Eventually.Holds(() => Task.FromResult(LogSize == 0));
        Assert.Equal(24, file.Readers.Read(Rows));
    }

    [Fact]
    public async Task A_write_is_not_held_up_by_a_log_that_a_reader_keeps_from_shrinking()
    {
        await Burst();
        file.Readers.Read(reader =>
        {
            reader.Run("BEGIN");
            Assert.Equal(24, Rows(reader));
            file.Writer.Run(new Attempt()).Wait();
            Assert.True(Write("INSERT INTO ballast VALUES (x'00')").Wait(TimeSpan.FromSeconds(4)));
            reader.Run("COMMIT");
            return 0;
        });
    }

    private Task<bool[]> Burst() =>
        Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Write($"INSERT INTO ballast VALUES (zeroblob({Megabyte}))")));

    private Task<bool> Write(string sql) => file.Writer.Run(new InjectedWork(connection => connection.Run(sql)));

    private static long Rows(Connection connection)
    {
        var statement = connection.Prepare("SELECT count(*) FROM ballast");
        statement.Step();
        var count = statement.Long(0);
        statement.Rewind();
        return count;
    }

    /// <summary>What the writer does when it is idle, at once and between two commits.</summary>
    private sealed class Attempt : WriteWork<bool>
    {
        public override bool IsRead => true;

        protected override bool Write(Connection connection) => connection.TryTruncateLog();
    }
}
