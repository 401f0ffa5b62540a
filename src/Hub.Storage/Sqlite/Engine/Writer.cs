using System.Diagnostics;
using Hub.Delivery.Telemetry;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>
/// The one writer. Whatever queued up during a commit shares the next one, and its one fsync: under load that is what
/// makes durable writes cheap; alone, a write waits for nobody.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int LargestBatch = 512;

    /// <summary>Pages in the log at which the writer checkpoints when idle, and at which it no longer waits for idleness.</summary>
    private const int IdleCheckpoint = 1_000;
    private const int ForcedCheckpoint = 16_000;

    private readonly Connection connection;
    private readonly Queue<WriteWork> waiting = new();
    private readonly List<WriteWork> batch = new(LargestBatch);
    private readonly object gate = new();
    private readonly Thread thread;
    private bool stopping;
    private long writtenSinceCheckpoint;

    public Writer(Connection connection)
    {
        this.connection = connection;
        thread = new Thread(Loop) { Name = "hub writer", IsBackground = true };
        thread.Start();
    }

    public Task<TAnswer> Run<TAnswer>(WriteWork<TAnswer> work)
    {
        Post(work);
        return work.Task;
    }

    public void Post(WriteWork work)
    {
        lock (gate)
        {
            if (!stopping)
            {
                waiting.Enqueue(work);
                if (waiting.Count == 1)
                    Monitor.Pulse(gate);
                return;
            }
        }
        work.Fail(new StorageException("The store is shutting down."));
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }
        thread.Join();
        connection.Dispose();
    }

    private void Loop()
    {
        while (Gather())
        {
            RunReads();
            if (batch.Count == 0)
                continue;
            var started = Stopwatch.GetTimestamp();
            if (TryCommit(batch))
                Answer(batch);
            else
                CommitOneByOne();
            HubMetrics.Committed(batch.Count, Stopwatch.GetElapsedTime(started));
            batch.Clear();
        }
        connection.Checkpoint();
    }

    /// <summary>Waits for work and takes what there is; false when the writer is to stop and nothing is left.</summary>
    private bool Gather()
    {
        lock (gate)
        {
            if (waiting.Count == 0 && writtenSinceCheckpoint > IdleCheckpoint)
                CheckpointOutside();
            while (waiting.Count == 0)
            {
                if (stopping)
                    return false;
                Monitor.Wait(gate);
            }
            while (batch.Count < LargestBatch && waiting.TryDequeue(out var work))
                batch.Add(work);
        }
        if (writtenSinceCheckpoint > ForcedCheckpoint)
            Checkpoint();
        return true;
    }

    private void RunReads()
    {
        var reads = batch.FindAll(static work => work.IsRead);
        if (reads.Count == 0)
            return;
        batch.RemoveAll(static work => work.IsRead);
        foreach (var read in reads)
        {
            try
            {
                read.Execute(connection);
                read.Answer();
            }
            catch (Exception cause)
            {
                read.Fail(cause);
            }
        }
    }

    private void CheckpointOutside()
    {
        Monitor.Exit(gate);
        try
        {
            Checkpoint();
        }
        finally
        {
            Monitor.Enter(gate);
        }
    }

    private void Checkpoint() => writtenSinceCheckpoint = connection.Checkpoint();

    private bool TryCommit(List<WriteWork> works)
    {
        try
        {
            connection.Prepare("BEGIN IMMEDIATE").Run();
            foreach (var work in works)
                work.Execute(connection);
            connection.Prepare("COMMIT").Run();
        }
        catch (Exception cause)
        {
            Rollback();
            if (works.Count == 1)
                works[0].Fail(cause);
            return false;
        }
        writtenSinceCheckpoint += works.Count * 4;
        return true;
    }

    /// <summary>One bad piece must not take its neighbours down: each gets a transaction of its own.</summary>
    private void CommitOneByOne()
    {
        if (batch.Count == 1)
            return;
        foreach (var work in batch)
        {
            List<WriteWork> alone = [work];
            if (TryCommit(alone))
                Answer(alone);
        }
    }

    private static void Answer(List<WriteWork> works)
    {
        foreach (var work in works)
            work.Committed();
        foreach (var work in works)
            work.Answer();
    }

    private void Rollback()
    {
        try
        {
            connection.Prepare("ROLLBACK").Run();
        }
        catch (StorageException)
        {
            // SQLite has rolled back by itself (a full disk, an I/O error); there is nothing left to undo.
        }
    }
}
