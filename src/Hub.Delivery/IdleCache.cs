using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Hub.Delivery;

/// <summary>
/// What is remembered by key for as long as it is used: memory follows who is busy, not who has ever been. When the
/// entries have doubled since the last look, those go that nobody has asked for since that look, nor in ten minutes.
/// </summary>
/// <param name="mayForget">Has the last word on an entry; absent: each may go.</param>
/// <param name="crowd">How many entries are no reason to look.</param>
public sealed class IdleCache<TKey, TValue>(
    TimeProvider time,
    Func<TValue, bool>? mayForget = null,
    int crowd = IdleCache<TKey, TValue>.Crowd
)
    where TKey : notnull
{
    private const int Crowd = 10_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Lock sweeping = new();
    private readonly int fewest = crowd;
    private int enough = crowd;

    /// <summary>Counted here: the dictionary would take all of its locks to say.</summary>
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>Does not count as a use.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> All =>
        entries.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Value));

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            value = default;
            return false;
        }
        value = Use(entry);
        return true;
    }

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make) => GetOrAdd(key, static (key, make) => make(key), make);

    public TValue GetOrAdd<TState>(TKey key, Func<TKey, TState, TValue> make, TState state)
    {
        if (entries.TryGetValue(key, out var known))
            return Use(known);
        var made = new Entry(make(key, state), time.GetTimestamp());
        var entry = entries.GetOrAdd(key, made);
        if (entry == made)
            Added();
        return entry.Value;
    }

    public void Set(TKey key, TValue value)
    {
        var entry = new Entry(value, time.GetTimestamp());
        while (!entries.TryAdd(key, entry))
            if (entries.TryGetValue(key, out var known) && entries.TryUpdate(key, entry, known))
                return;
        Added();
    }

    public void Forget(TKey key)
    {
        if (entries.TryRemove(key, out _))
            Interlocked.Decrement(ref count);
    }

    public void Clear()
    {
        foreach (var (key, _) in entries)
            Forget(key);
    }

    private void Added()
    {
        Interlocked.Increment(ref count);
        SweepIfCrowded();
    }

    /// <summary>Without a look at the clock, and written once: many threads would pass the cache line around.</summary>
    private static TValue Use(Entry entry)
    {
        if (!entry.IsUsed)
            entry.IsUsed = true;
        return entry.Value;
    }

    private void SweepIfCrowded()
    {
        if (Count <= Volatile.Read(ref enough) || !sweeping.TryEnter())
            return;
        try
        {
            var now = time.GetTimestamp();
            foreach (var pair in entries)
                if (IsIdle(pair.Value, now) && (mayForget?.Invoke(pair.Value.Value) ?? true))
                    if (entries.TryRemove(pair))
                        Interlocked.Decrement(ref count);
            Volatile.Write(ref enough, Math.Max(fewest, 2 * Count));
        }
        finally
        {
            sweeping.Exit();
        }
    }

    private bool IsIdle(Entry entry, long now)
    {
        if (entry.IsUsed)
            (entry.IsUsed, entry.LastSeen) = (false, now);
        return time.GetElapsedTime(entry.LastSeen, now) >= Idle;
    }

    /// <param name="added">When it was, by the clock's timestamp.</param>
    private sealed class Entry(TValue value, long added)
    {
        private volatile bool isUsed;

        public TValue Value => value;

        /// <summary>Somebody has asked for it since the last look.</summary>
        public bool IsUsed
        {
            get => isUsed;
            set => isUsed = value;
        }

        /// <summary>The last look before which it was used; only who looks writes it.</summary>
        public long LastSeen { get; set; } = added;
    }
}
