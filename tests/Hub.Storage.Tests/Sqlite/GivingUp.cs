using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A statement that nobody waits for any more.</summary>
public sealed class GivingUp : IDisposable
{
    private const string Endless =
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";

    private readonly string folder = Directory.CreateTempSubdirectory("hub-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Is_given_up_by_the_engine_while_it_runs()
    {
        using var file = SqliteFile.Open(folder);
        using var client = new CancellationTokenSource();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() =>
            file.Readers.Read(
                connection =>
                {
                    running.SetResult();
                    return connection.Prepare(Endless).Step();
                },
                client.Token
            )
        );
        await running.Task;
        Assert.False(reading.IsCompleted);
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, file.Readers.Read(static connection => One(connection), CancellationToken.None));
    }

    [Fact]
    public void Is_not_begun_when_it_is_too_late()
    {
        using var file = SqliteFile.Open(folder);

        Assert.ThrowsAny<OperationCanceledException>(() => file.Readers.Read(One, new CancellationToken(true)));
        Assert.Equal(1, file.Readers.Read(One, CancellationToken.None));
    }

    private static long One(Connection connection)
    {
        var statement = connection.Prepare("SELECT 1");
        statement.Step();
        var one = statement.Long(0);
        statement.Rewind();
        return one;
    }
}
