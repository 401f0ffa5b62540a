using Hub.Delivery.Deliveries;
using Hub.Delivery.SettingAside;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Sqlite;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;
using Hub.Storage.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>The embedded engine in a folder of its own.</summary>
internal sealed class SqliteEngine : IEngine
{
    private readonly string root = Directory.CreateTempSubdirectory("hub-storage-").FullName;
    private readonly List<IDisposable> open = [];
    private int lives;

    private SqliteEngine() => Open(FolderOfLife());

    public ManualTime Time { get; } = new();

    public SqliteFile File { get; private set; } = null!;

    public IStore Store { get; private set; } = null!;

    public IQueue Queue { get; private set; } = null!;

    public IDeliveryStore Deliveries { get; private set; } = null!;

    public IEventFeed Feed { get; private set; } = null!;

    public IEventLog Log { get; private set; } = null!;

    public FeedHealth Feeding { get; private set; } = null!;

    public static Task<IEngine> Start() => Task.FromResult<IEngine>(new SqliteEngine());

    public static SqliteEngine Create() => new();

    /// <summary>As a file from before the tally is counted.</summary>
    public async Task<long> CountBytes(OrganizationId organization)
    {
        var bytes = 0L;
        await File.Writer.Run(
            new InjectedWork(connection =>
            {
                connection.Forget();
                connection.Run("DROP TABLE usage");
                Usage.Create(connection);
                bytes = Usage.Open(connection).BytesOf(organization.Value);
            })
        );
        return bytes;
    }

    public async Task Restart()
    {
        await ((IAsyncDisposable)Store).DisposeAsync();
        Close();
        Open(FolderOfLife());
    }

    /// <summary>Goes on with the files as they are at this moment; the old process knows nothing of it.</summary>
    public async Task Crash()
    {
        var from = FolderOfLife();
        lives++;
        await File.Writer.Run(new CopyFiles(from, FolderOfLife()));
        Open(FolderOfLife());
    }

    public ValueTask DisposeAsync()
    {
        Close();
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string FolderOfLife() => Path.Combine(root, lives.ToString());

    private void Open(string folder)
    {
        File = SqliteFile.Open(folder);
        var queue = new SqliteQueue(File, Time);
        var setAside = new SetAside(() => Store, Time, NullLogger<SetAside>.Instance);
        var events = new SqliteEvents(File, setAside, Feeding = new FeedHealth(Time));
        open.AddRange([File, queue]);
        Store = new SqliteStore(File, events, queue, new CommitHealth(), setAside);
        Deliveries = new SqliteDeliveries(File, queue, Time);
        (Queue, Feed, Log) = (queue, events, events);
    }

    private void Close()
    {
        foreach (var one in open)
            one.Dispose();
        open.Clear();
    }

    /// <summary>On the writer's thread, where no commit and no checkpoint can come in between.</summary>
    private sealed class CopyFiles(string from, string to) : WriteWork<bool>
    {
        protected override bool Write(Connection connection)
        {
            Directory.CreateDirectory(to);
            foreach (var file in Directory.GetFiles(from, "hub.db*").Where(file => !file.EndsWith("-shm")))
                System.IO.File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            return true;
        }
    }
}
