namespace Hub.LocalCloud.Tests;

public sealed class ManualTimeTests
{
    [Fact]
    public void Timers_fire_in_order_at_the_moment_they_were_set_for()
    {
        var time = new ManualTime();
        var start = time.GetUtcNow();
        var fired = new List<TimeSpan>();
        using var second = Set(5, Timeout.InfiniteTimeSpan);
        using var first = Set(2, Timeout.InfiniteTimeSpan);
        using var repeated = Set(3, TimeSpan.FromSeconds(3));
        using var stopped = Set(1, Timeout.InfiniteTimeSpan);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal([2, 3, 5, 6], fired.Select(at => at.TotalSeconds));
        Assert.Equal(start.AddSeconds(7), time.GetUtcNow());

        ITimer Set(int seconds, TimeSpan period) =>
            time.CreateTimer(_ => fired.Add(time.GetUtcNow() - start), null, TimeSpan.FromSeconds(seconds), period);
    }
}
