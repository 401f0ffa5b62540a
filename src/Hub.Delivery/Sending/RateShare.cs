namespace Hub.Delivery.Sending;

/// <summary>
/// What one hub has of an organization's minute. Its times are spans that no step of a clock moves. Not thread-safe: its
/// owner locks it.
/// </summary>
internal sealed class RateShare(int largestGrant)
{
    private readonly Queue<Held> grants = new();
    private readonly List<RateGrant> finished = [];

    /// <summary>The last refill; another one only when it is over.</summary>
    public Task Refill { get; set; } = Task.CompletedTask;

    /// <summary>Nothing is to be had before this time.</summary>
    public TimeSpan Denied { get; set; }

    /// <summary>What is left of the minute is for fresh events alone before this time.</summary>
    public TimeSpan Scarce { get; set; }

    /// <summary>How many to ask for next: more after a grant that did not last, what was used after one that did.</summary>
    public int Wanted { get; private set; } = 1;

    /// <summary>What became of grants since the last report.</summary>
    public IReadOnlyList<RateGrant> Finished => [.. finished];

    public int Permits(TimeSpan now)
    {
        while (grants.TryPeek(out var first) && (first.Used == first.Grant.Permits || first.UsableUntil <= now))
            Finish(grants.Dequeue());
        return grants.Sum(static held => held.Grant.Permits - held.Used);
    }

    public bool TryTake(TimeSpan now)
    {
        if (Permits(now) <= 0)
            return false;
        var first = grants.Peek();
        first.Used++;
        first.LastUsed = now;
        return true;
    }

    public void Add(RateGrant grant, TimeSpan usableUntil) => grants.Enqueue(new Held(grant, usableUntil));

    public void Reported(IReadOnlyList<RateGrant> reported) => finished.RemoveAll(reported.Contains);

    private void Finish(Held held)
    {
        var usedUp = held.Used == held.Grant.Permits;
        Wanted = usedUp ? Math.Min(largestGrant, held.Used + Math.Max(1, held.Used / 2)) : Math.Max(1, held.Used);
        var unusedTime = held.UsableUntil - held.LastUsed;
        finished.Add(held.Grant with { Permits = held.Used, UsableUntil = held.Grant.UsableUntil - unusedTime });
    }

    private sealed class Held(RateGrant grant, TimeSpan usableUntil)
    {
        public RateGrant Grant => grant;

        public TimeSpan UsableUntil { get; } = usableUntil;

        public int Used { get; set; }

        public TimeSpan LastUsed { get; set; } = usableUntil;
    }
}
