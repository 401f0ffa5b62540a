using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Delivery;

/// <summary>
/// What the store says of a key, remembered until the store tells of a change, or until nobody has asked for it in a
/// while. Whoever asks first has it read, and all who ask meanwhile wait for that reading. A reading has its place before
/// it begins, and a change takes the place away: so what was read before a change is never kept after it.
/// </summary>
public sealed class WatchedCache<TKey, TValue> : IDisposable
    where TKey : notnull
    where TValue : class
{
    private readonly IStore store;
    private readonly Func<TKey, CancellationToken, ValueTask<TValue?>> read;
    private readonly bool remembersAbsence;
    private readonly IdleCache<TKey, Lazy<Task<TValue?>>> readings;
    private readonly List<IDisposable> watches = [];

    /// <param name="keyOf">What a changed document of the type is remembered by.</param>
    /// <param name="read">Reads what there is; nothing when there is none.</param>
    /// <param name="remembersAbsence">Whether it remembers too that there is none; not for keys that anybody may make up.</param>
    public WatchedCache(
        IStore store,
        DocumentType type,
        Func<ChangedDocument, TKey> keyOf,
        Func<TKey, CancellationToken, ValueTask<TValue?>> read,
        TimeProvider time,
        bool remembersAbsence = false
    )
        : this(store, read, time, remembersAbsence) => Watch(type, changed => Forget(keyOf(changed)));

    /// <summary>One whose keys a changed document does not tell: <see cref="Watch"/> says what is forgotten then.</summary>
    public WatchedCache(
        IStore store,
        Func<TKey, CancellationToken, ValueTask<TValue?>> read,
        TimeProvider time,
        bool remembersAbsence = false
    )
    {
        (this.store, this.read, this.remembersAbsence) = (store, read, remembersAbsence);
        readings = new(time);
    }

    /// <summary>Has changes of other documents forget what they concern. To be said before anything is asked for.</summary>
    public void Watch(DocumentType type, Action<ChangedDocument> forget) => watches.Add(store.Watch(type, forget));

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
