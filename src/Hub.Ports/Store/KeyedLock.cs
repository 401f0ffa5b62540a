using System.Collections.Concurrent;

namespace Hub.Ports.Store;

/// <summary>
/// A lock by key, in this process: one after the other goes through where all would change the same. Two keys may share a
/// lock, so whoever holds one takes no other of the same <see cref="KeyedLock"/>.
/// </summary>
public sealed class KeyedLock
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> gates = new();

    public async Task<IDisposable> Take<TKey>(TKey key, CancellationToken cancellation)
        where TKey : notnull
    {
        // A bounded number of gates: that two keys may share one costs no more than a wait.
        var gate = gates.GetOrAdd(key.GetHashCode() & 255, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        return new Release(gate);
    }

    private sealed class Release(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
