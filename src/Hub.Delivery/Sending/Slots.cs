namespace Hub.Delivery.Sending;

/// <summary>How many messages may be under way at once. One takes, in handfuls; many give back, without a lock.</summary>
internal sealed class Slots(int total)
{
    private readonly int total = total;
    private int free = total;
    private TaskCompletionSource? waiting;

    /// <summary>Waits until a slot is free, and takes as many as there are, up to <paramref name="most"/>.</summary>
    public async ValueTask<int> Take(int most, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake(most) is > 0 and var taken)
                return taken;
            var freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref waiting, freed);
            if (Volatile.Read(ref free) == 0)
                await freed.Task.WaitAsync(cancellation);
        }
    }

    public void GiveBack(int count)
    {
        Interlocked.Add(ref free, count);
        if (Volatile.Read(ref waiting) is not null)
            Interlocked.Exchange(ref waiting, null)?.TrySetResult();
    }

    /// <summary>Returns when nothing is under way any more.</summary>
    public async Task WaitUntilAllFree()
    {
        for (var held = 0; held < total; )
            held += await Take(total - held, CancellationToken.None);
    }

    private int TryTake(int most)
    {
        while (true)
        {
            var seen = Volatile.Read(ref free);
            var taken = Math.Min(seen, most);
            if (taken == 0 || Interlocked.CompareExchange(ref free, seen - taken, seen) == seen)
                return taken;
        }
    }
}
