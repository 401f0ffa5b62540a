using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Records;

/// <summary>
/// What the store says of a key, remembered until the store tells of a change, or until nobody has asked for it in a
/// while. Whoever asks first has it read, and all who ask meanwhile wait for that reading. A reading has its place before
/// it begins, and a change takes the place away: so what was read before a change is never kept after it.
/// </summary>
/// <param name="read">Reads what there is; nothing when there is none.</param>
/// <param name="remembersAbsence">Whether it remembers too that there is none; not for keys that anybody may make up.</param>
internal sealed class WatchedCache<TKey, TValue>(
    IStore store,
    Func<TKey, CancellationToken, ValueTask<TValue?>> read,
    TimeProvider time,
    bool remembersAbsence = false
) : IDisposable
    where TKey : notnull
    where TValue : class
{
    private readonly IdleCache<TKey, Lazy<Task<TValue?>>> readings = new(time);
    private readonly List<IDisposable> watches = [];

    /// <summary>Has changes of the type's documents forget what they concern. Said before anything is asked for.</summary>
    public WatchedCache<TKey, TValue> Watching(
        DocumentType type,
        Action<WatchedCache<TKey, TValue>, ChangedDocument> forget
    )
    {
        watches.Add(store.Watch(type, changed => forget(this, changed)));
        return this;
    }

    /// <summary>What is known of the key without waiting; nothing when it would have to be read.</summary>
    public TValue? Known(TKey key) => readings.TryGet(key, out var reading) && IsDone(reading) ? Read(reading) : null;

    /// <summary>A reading that others wait for too is not given up with the one that began it.</summary>
    public ValueTask<TValue?> Get(TKey key, CancellationToken cancellation)
    {
        var reading = readings.GetOrAdd(key, static (key, cache) => new(() => cache.Read(key)), this);
        return IsDone(reading) ? new(Read(reading)) : new(reading.Value.WaitAsync(cancellation));
    }

    public void Forget(TKey key) => readings.Forget(key);

    /// <summary>Forgets such values, and whatever is being read at this moment: it may turn out to be one.</summary>
    public void ForgetWhere(Predicate<TValue> concerned)
    {
        foreach (var (key, reading) in readings.All)
            if (!IsDone(reading) || (Read(reading) is { } value && concerned(value)))
                readings.Forget(key);
    }

    public void Clear() => readings.Clear();

    public void Dispose()
    {
        foreach (var watch in watches)
            watch.Dispose();
    }

    private static bool IsDone(Lazy<Task<TValue?>> reading) =>
        reading is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

    private static TValue? Read(Lazy<Task<TValue?>> done) => done.Value.Result;

    private async Task<TValue?> Read(TKey key)
    {
        // Whoever begins a reading holds its lock until here.
        await Task.Yield();
        var isKept = false;
        try
        {
            var value = await read(key, CancellationToken.None);
            isKept = value is not null || remembersAbsence;
            return value;
        }
        finally
        {
            if (!isKept)
                Forget(key);
        }
    }
}
