using System.Collections.Concurrent;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>Work on its way to the writer: many put in without a lock, one takes out and sleeps when there is none.</summary>
internal sealed class WriterQueue : IDisposable
{
    private readonly ConcurrentQueue<WriteWork> works = new();
    private readonly SemaphoreSlim wake = new(0);
    private int isAsleep;

    public bool IsEmpty => works.IsEmpty;

    public void Add(WriteWork work)
    {
        works.Enqueue(work);
        Wake();
    }

    public void Wake()
    {
        if (Volatile.Read(ref isAsleep) == 1 && Interlocked.Exchange(ref isAsleep, 0) == 1)
            wake.Release();
    }

    public void TakeInto(List<WriteWork> batch, int most)
    {
        while (batch.Count < most && works.TryDequeue(out var work))
            batch.Add(work);
    }

    /// <summary>Returns when there may be something to take; at once when something came since the last look.</summary>
    public void Wait()
    {
        Interlocked.Exchange(ref isAsleep, 1);
        if (!works.IsEmpty && Interlocked.Exchange(ref isAsleep, 0) == 1)
            return;
        wake.Wait();
    }

    public void Dispose() => wake.Dispose();
}
