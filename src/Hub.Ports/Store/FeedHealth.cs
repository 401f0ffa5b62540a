namespace Hub.Ports.Store;

/// <summary>
/// Whether committed events go on to be relayed. A part of the feed that has something to hand over and cannot get rid of it
/// for a while stands still, whatever the reason.
/// </summary>
public sealed class FeedHealth(TimeProvider time)
{
    /// <summary>Longer than a large batch takes, shorter than anybody wants to wait for a webhook.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Part> parts = new(StringComparer.Ordinal);

    /// <summary>Whether some part has stood still for longer than <see cref="Patience"/>.</summary>
    public bool IsStuck
    {
        get
        {
            lock (gate)
            {
                foreach (var part in parts.Values)
                    if (time.GetElapsedTime(part.Since) > Patience)
                        return true;
                return false;
            }
        }
    }

    /// <summary>There is something to hand over.</summary>
    /// <param name="part">A partition of the feed; the same name each time.</param>
    public void Begun(string part)
    {
        lock (gate)
            parts.TryAdd(part, new Part(time.GetTimestamp()));
    }

    /// <summary>It could not be handed over: what comes of others says nothing about it.</summary>
    public void Failed(string part)
    {
        lock (gate)
        {
            if (!parts.TryGetValue(part, out var known))
                parts[part] = known = new Part(time.GetTimestamp());
            known.HasFailed = true;
        }
    }

    /// <summary>It was handed over, or is another hub's to hand over.</summary>
    public void Moved(string part)
    {
        lock (gate)
            parts.Remove(part);
    }

    /// <summary>A part of what is being handed over is done: a large batch takes its time.</summary>
    public void Progressed()
    {
        lock (gate)
            foreach (var part in parts.Values)
                if (!part.HasFailed)
                    part.Since = time.GetTimestamp();
    }

    private sealed class Part(long since)
    {
        public long Since { get; set; } = since;

        public bool HasFailed { get; set; }
    }
}
