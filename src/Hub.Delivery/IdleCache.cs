using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Hub.Delivery;

/// <summary>
/// What is remembered by key for as long as it is used: memory follows who is busy, not who has ever been. When the
/// entries have doubled since the last look, those go that nobody has asked for in ten minutes.
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
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Lock sweeping = new();
    private readonly int fewest = crowd;
    private int enough = crowd;

    public int Count => entries.Count;

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
        var value = Use(entries.GetOrAdd(key, new Entry(make(key, state), time.GetTimestamp())));
        SweepIfCrowded();
        return value;
    }

    public void Set(TKey key, TValue value)
    {
        entries[key] = new Entry(value, time.GetTimestamp());
        SweepIfCrowded();
    }

    public void Forget(TKey key) => entries.TryRemove(key, out _);

    public void Clear() => entries.Clear();

    private TValue Use(Entry entry)
    {
        // To the second: many threads that write at every use would pass the cache line around.
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(entry.LastUsed, now) >= Moment)
            entry.LastUsed = now;
        return entry.Value;
    }

    private void SweepIfCrowded()
    {
        if (entries.Count <= Volatile.Read(ref enough) || !sweeping.TryEnter())
            return;
        try
        {
            foreach (var pair in entries)
                if (time.GetElapsedTime(pair.Value.LastUsed) >= Idle && (mayForget?.Invoke(pair.Value.Value) ?? true))
                    entries.TryRemove(pair);
            Volatile.Write(ref enough, Math.Max(fewest, 2 * entries.Count));
        }
        finally
        {
            sweeping.Exit();
        }
    }

    private sealed class Entry(TValue value, long lastUsed)
    {
        private long lastUsed = lastUsed;

        public TValue Value => value;

        public long LastUsed
        {
            get => Volatile.Read(ref lastUsed);
            set => Volatile.Write(ref lastUsed, value);
        }
    }
}
