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

    /// <summary>
    /// Bytes that the log may keep on the disk when nothing is written. A burst makes it as long as it must be, and it is
    /// left so until the burst is over: a file that need not grow is cheaper to write to.
    /// </summary>
    private const long LargestIdleLog = 16 * 1024 * 1024;

    /// <summary>Without a write for so long, a burst is over.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly Connection connection;
    private readonly Usage usage;
    private readonly WriterQueue queue = new();
    private readonly List<WriteWork> batch = new(LargestBatch);
    private readonly Thread thread;
    private bool stopped;
    private bool mayHaveGrown = true;
    private long writtenSinceCheckpoint;

    public Writer(Connection connection, Usage usage)
    {
        (this.connection, this.usage) = (connection, usage);
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
        queue.Add(work);
        // Told to stop in between: the writer may have looked for the last time.
        if (Volatile.Read(ref stopped))
            FailTheRest();
    }

    /// <summary>For what need not be durable soon: it goes with the next commit that anybody waits for.</summary>
    public void PostAlong(WriteWork work) => queue.AddAlong(work);

    public void Dispose()
    {
        queue.Close();
        thread.Join();
        FailTheRest();
        connection.Dispose();
        queue.Dispose();
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
        Volatile.Write(ref stopped, true);
        // What was overwritten long ago is not left in the log for whoever copies the folder.
        connection.TryTruncateLog();
    }

    private void FailTheRest()
    {
        var rest = new List<WriteWork>();
        queue.TakeInto(rest, int.MaxValue);
        foreach (var work in rest)
            work.Fail(new StorageException("The store is shutting down."));
    }

    /// <summary>Waits for work and takes what there is; false when the writer is to stop and nothing is left.</summary>
    private bool Gather()
    {
        if (queue.IsEmpty && writtenSinceCheckpoint > IdleCheckpoint || writtenSinceCheckpoint > ForcedCheckpoint)
            Checkpoint();
        while (true)
        {
            queue.TakeInto(batch, LargestBatch);
            if (batch.Count > 0)
                return true;
            if (queue.IsClosed)
                return false;
            if (!queue.Wait(mayHaveGrown ? Calm : Timeout.InfiniteTimeSpan))
                mayHaveGrown = connection.LogSize() > LargestIdleLog && !connection.TryTruncateLog();
        }
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

    private void Checkpoint() => writtenSinceCheckpoint = connection.Checkpoint();

    private bool TryCommit(List<WriteWork> works)
    {
        try
        {
            connection.Prepare("BEGIN IMMEDIATE").Run();
            foreach (var work in works)
                work.Execute(connection);
            usage.Write(connection);
            connection.Prepare("COMMIT").Run();
        }
        catch (Exception cause)
        {
            Rollback();
            if (works.Count == 1)
                works[0].Fail(cause);
            return false;
        }
        usage.Publish();
        writtenSinceCheckpoint += works.Count * 4;
        mayHaveGrown = true;
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
            Publish(work);
        foreach (var work in works)
            work.Answer();
    }

    /// <summary>Whoever listens may fail; that is for the one who committed to hear of, not for the writer to die of.</summary>
    private static void Publish(WriteWork work)
    {
        try
        {
            work.Committed();
        }
        catch (Exception cause)
        {
            work.Fail(cause);
        }
    }

    private void Rollback()
    {
        usage.Forget();
        // What failed may be halfway through a statement, which would keep its table locked.
        connection.Forget();
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
