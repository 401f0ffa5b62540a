using Hub.Storage.Sqlite.Engine;

namespace Hub.Benchmarks.Bare;

/// <summary>One thread that commits whatever came while it was committing, as the hub's own does.</summary>
internal sealed class BareWriter : IDisposable
{
    private const int LargestBatch = 512;

    private readonly Connection connection;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private Queue<BareWork> waiting = new();
    private int sinceCheckpoint;

    public BareWriter(string path)
    {
        connection = Connection.OpenWriter(path);
        connection.Run(
            """
            CREATE TABLE tickets (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
            CREATE TABLE events (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
            CREATE TABLE deliveries (id INTEGER PRIMARY KEY, event INTEGER NOT NULL, receiver INTEGER NOT NULL, status INTEGER NOT NULL, at INTEGER);
            """
        );
        new Thread(Loop) { IsBackground = true, Name = "bare writer" }.Start();
    }

    public Task Run(BareWork work)
    {
        lock (gate)
            waiting.Enqueue(work);
        wake.Release();
        return work.Done;
    }

    /// <summary>At the end of the process, with nothing under way.</summary>
    public void Dispose()
    {
        wake.Dispose();
        connection.Dispose();
    }

    private void Loop()
    {
        var batch = new List<BareWork>(LargestBatch);
        while (true)
        {
            wake.Wait();
            lock (gate)
                while (batch.Count < LargestBatch && waiting.TryDequeue(out var work))
                    batch.Add(work);
            if (batch.Count == 0)
                continue;
            connection.Prepare("BEGIN IMMEDIATE").Run();
            foreach (var work in batch)
                work.Write(connection);
            connection.Prepare("COMMIT").Run();
            sinceCheckpoint += batch.Count;
            foreach (var work in batch)
                work.Answer();
            batch.Clear();
            if (sinceCheckpoint > 5_000)
                sinceCheckpoint = connection.Checkpoint();
        }
    }
}

/// <summary>Something to be written, and who waits for it.</summary>
internal abstract class BareWork
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => done.Task;

    public abstract void Write(Connection connection);

    public void Answer() => done.SetResult();
}

/// <summary>A ticket, its event, and a delivery to each receiver.</summary>
internal sealed class BareCreation(byte[] body, IReadOnlyList<BareReceiver> receivers) : BareWork
{
    private static long rows;

    public List<BareDelivery> Deliveries { get; } = new(receivers.Count);

    public override void Write(Connection connection)
    {
        var id = ++rows;
        connection.Prepare("INSERT INTO tickets VALUES (?, ?)").Bind(id).Bind(body).Run();
        connection.Prepare("INSERT INTO events VALUES (?, ?)").Bind(id).Bind(body).Run();
        foreach (var receiver in receivers)
        {
            var delivery = new BareDelivery(++rows, receiver, body);
            connection
                .Prepare("INSERT INTO deliveries VALUES (?, ?, ?, 0, NULL)")
                .Bind(delivery.Id)
                .Bind(id)
                .Bind(receiver.Id)
                .Run();
            Deliveries.Add(delivery);
        }
    }
}

internal sealed class BareAttempt(BareDelivery delivery, int status) : BareWork
{
    public override void Write(Connection connection) =>
        connection
            .Prepare("UPDATE deliveries SET status=?, at=? WHERE id=?")
            .Bind((long)status)
            .Bind(DateTime.UtcNow.Ticks)
            .Bind(delivery.Id)
            .Run();
}
