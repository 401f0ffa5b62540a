namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>
/// Writes the values of one key one after the other: what comes during a write goes out together with the next. Alone, a
/// value waits for nobody.
/// </summary>
internal sealed class GroupedWrites<TKey, T>(Func<IReadOnlyList<T>, Task> write)
    where TKey : notnull
{
    private readonly Lock gate = new();

    /// <summary>The keys that are being written for, each with what has come since.</summary>
    private readonly Dictionary<TKey, List<Waiting>> waiting = [];

    /// <summary>Done when the value is written. Whoever stops waiting takes nothing back.</summary>
    public Task Write(TKey key, T value, CancellationToken cancellation)
    {
        var own = new Waiting(value);
        lock (gate)
        {
            if (waiting.TryGetValue(key, out var others))
            {
                others.Add(own);
                return own.Written.Task.WaitAsync(cancellation);
            }
            waiting[key] = [];
        }
        _ = WriteAll(key, [own]);
        return own.Written.Task.WaitAsync(cancellation);
    }

    private async Task WriteAll(TKey key, List<Waiting> some)
    {
        while (true)
        {
            await Write(some);
            lock (gate)
            {
                some = waiting[key];
                if (some.Count == 0)
                {
                    waiting.Remove(key);
                    return;
                }
                waiting[key] = [];
            }
        }
    }

    private async Task Write(List<Waiting> some)
    {
        try
        {
            await write([.. some.Select(static one => one.Value)]);
            some.ForEach(static one => one.Written.TrySetResult());
        }
        catch (Exception failure) when (failure is not IOException && some.Count > 1)
        {
            // One of them cannot be written: the others do not fail with it.
            foreach (var one in some)
                await Write([one]);
        }
        catch (Exception failure)
        {
            some.ForEach(one => one.Written.TrySetException(failure));
        }
    }

    private sealed record Waiting(T Value)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
