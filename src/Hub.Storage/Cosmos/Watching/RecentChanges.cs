namespace Hub.Storage.Cosmos.Watching;

/// <summary>What was told lately, by the service's clock in seconds.</summary>
internal sealed class RecentChanges
{
    // Before a change that was seen, others may still appear.
    private const long Overlap = 30;

    // Between this machine's clock and the service's.
    private const long Skew = 120;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> told = new(StringComparer.Ordinal);
    private long? since;

    public long Since
    {
        get
        {
            lock (gate)
                return since ?? 0;
        }
    }

    /// <summary>A type is watched from now on: its changes may be older than what was seen of others.</summary>
    public void LookBack(DateTimeOffset now)
    {
        var from = now.ToUnixTimeSeconds() - Skew;
        lock (gate)
            since = since is { } earlier && earlier < from ? earlier : from;
    }

    public bool IsNew(string version, long at)
    {
        lock (gate)
            return told.TryAdd(version, at);
    }

    /// <summary>Everything was asked for and told, the newest of it written then.</summary>
    public void Passed(long newest)
    {
        lock (gate)
        {
            if (newest <= since + Overlap)
                return;
            since = newest - Overlap;
            foreach (var (version, at) in told)
                if (at < since)
                    told.Remove(version);
        }
    }
}
