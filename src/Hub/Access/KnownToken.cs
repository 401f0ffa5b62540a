namespace Hub.Access;

/// <summary>A token that was looked up, and the caller that it stands for.</summary>
internal sealed class KnownToken(KeptToken token, Caller caller)
{
    private long lastUsed;

    public KeptToken Token => token;

    public Caller Caller => caller;

    public bool HasExpired(DateTimeOffset now) => token.ExpiresAt is { } end && end <= now;

    /// <summary>True at most once a minute: the use is worth writing down.</summary>
    public bool MarkUsed(DateTimeOffset now)
    {
        var before = Volatile.Read(ref lastUsed);
        return now.UtcTicks - before >= TimeSpan.TicksPerMinute
            && Interlocked.CompareExchange(ref lastUsed, now.UtcTicks, before) == before;
    }
}
