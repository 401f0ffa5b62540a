using System.Collections.Concurrent;

namespace Hub.Scim.Groups;

/// <summary>Lets one after the other through where all would change the same, by its name.</summary>
internal sealed class KeyedLock
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> gates = new();

    public async Task<IDisposable> Take(string name, CancellationToken cancellation)
    {
        // A bounded number of gates: that two names may share one costs no more than a wait.
        var gate = gates.GetOrAdd(name.GetHashCode(StringComparison.Ordinal) & 255, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        return new Release(gate);
    }

    private sealed class Release(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
