using System.Collections.Concurrent;

namespace Hub.Storage.Sqlite.Engine;

/// <summary>Work on its way to the writer: many put in without a lock, one takes out and sleeps when there is none.</summary>
internal sealed class WriterQueue : IDisposable
{
    private readonly ConcurrentQueue<WriteWork> works = new();
    private readonly ConcurrentQueue<WriteWork> riders = new();
    private readonly WriteTurns turns = new();
    private readonly SemaphoreSlim wake = new(0);
    private int isAsleep;
    private bool isClosed;

    public bool IsEmpty => turns.IsEmpty && works.IsEmpty;

    public bool IsClosed => Volatile.Read(ref isClosed);

    public void Add(WriteWork work)
    {
        works.Enqueue(work);
        Wake();
    }

    /// <summary>To be taken together with other work, and before the end.</summary>
    public void AddAlong(WriteWork work) => riders.Enqueue(work);

    /// <summary>No more is to come: whoever takes is not to sleep again.</summary>
    public void Close()
    {
        Volatile.Write(ref isClosed, true);
        Wake();
    }

    private void Wake()
    {
        if (Volatile.Read(ref isAsleep) == 1 && Interlocked.Exchange(ref isAsleep, 0) == 1)
            wake.Release();
    }

    /// <summary>In the order of their coming, or by turns where there are more than may be taken.</summary>
    public void TakeInto(List<WriteWork> batch, int most, long mostBytes = long.MaxValue)
    {
        var bytes = 0L;
        if (turns.IsEmpty)
            while (batch.Count < most && bytes < mostBytes && works.TryDequeue(out var work))
                Take(work);
        if (!turns.IsEmpty || !works.IsEmpty)
            TakeByTurns();
        while ((batch.Count > 0 || IsClosed) && riders.TryDequeue(out var rider))
            batch.Add(rider);

        void Take(WriteWork work)
        {
            batch.Add(work);
            bytes += work.Size;
        }

        void TakeByTurns()
        {
            foreach (var work in batch)
                turns.Add(work);
            batch.Clear();
            bytes = 0;
            while (works.TryDequeue(out var work))
                turns.Add(work);
            while (batch.Count < most && bytes < mostBytes && !turns.IsEmpty)
                Take(turns.Take());
        }
    }

    /// <summary>
    /// Returns when there may be something to take or no more is to come; at once when either came since the last look.
    /// False when the time went by without either.
    /// </summary>
    public bool Wait(TimeSpan most)
    {
        Interlocked.Exchange(ref isAsleep, 1);
        if ((!IsEmpty || IsClosed) && Interlocked.Exchange(ref isAsleep, 0) == 1)
            return true;
        if (wake.Wait(most))
            return true;
        if (Interlocked.Exchange(ref isAsleep, 0) == 1)
            return false;
        // Woken at the last moment: the signal is taken along, or it would end the next wait.
        wake.Wait();
        return true;
    }

    public void Dispose() => wake.Dispose();
}
