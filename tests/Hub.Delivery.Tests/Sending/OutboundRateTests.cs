using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class OutboundRateTests
{
    private static readonly OrganizationId Acme = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"));
    private static readonly OrganizationId Other = new(Guid.Parse("0197a000-0000-7000-8000-000000000002"));
    private static readonly DateTimeOffset Start = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void No_sliding_minute_holds_more_than_allowed_and_no_request_waits_longer_than_it_must() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Cases().ToArbitrary(), one =>
            {
                var sent = SendAll(one.Limit, one.Arrivals);
                return sent.Count == one.Arrivals.Count
                    && IsWithinLimit(sent, one.Limit)
                    && sent.SequenceEqual(Greedy(one.Limit, one.Arrivals));
            }));

    [Fact]
    public void What_it_has_left_is_what_it_lets_through() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Cases().ToArbitrary(), one =>
            {
                var clock = new FakeTimeProvider(Start);
                var rate = new OutboundRate(one.Limit, clock);
                foreach (var arrival in one.Arrivals)
                {
                    clock.SetUtcNow(arrival);
                    var (permits, again) = rate.Available(Acme);
                    if ((permits > 0) != rate.TryTake(Acme) || (permits > 0) != again is null)
                        return false;
                }
                return true;
            }));

    [Fact]
    public void A_request_is_forgotten_when_it_is_a_minute_old_and_not_a_tick_before()
    {
        var clock = new FakeTimeProvider(Start);
        var rate = new OutboundRate(1, clock);
        Assert.True(rate.TryTake(Acme));

        clock.SetUtcNow(Start + Minute - TimeSpan.FromTicks(1));
        Assert.False(rate.TryTake(Acme));
        Assert.Equal(Start + Minute, rate.Available(Acme).Again);

        clock.SetUtcNow(Start + Minute);
        Assert.True(rate.TryTake(Acme));
    }

    [Fact]
    public void Organizations_have_a_minute_each()
    {
        var rate = new OutboundRate(1, new FakeTimeProvider(Start));
        Assert.True(rate.TryTake(Acme));
        Assert.False(rate.TryTake(Acme));

        Assert.True(rate.TryTake(Other));
    }

    [Fact]
    public void Zero_means_no_limit()
    {
        var rate = new OutboundRate(0, new FakeTimeProvider(Start));

        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.True(rate.TryTake(Acme)));
        Assert.False(rate.IsLimited);
    }

    private static Gen<(int Limit, List<DateTimeOffset> Arrivals)> Cases() =>
        from limit in Gen.Choose(1, 8)
        from gaps in Gen.Frequency(
                (4, Gen.Choose(0, 200)),
                (2, Gen.Choose(0, 15_000)),
                (1, Gen.Choose(55_000, 65_000)),
                (1, Gen.Constant(60_000))
            )
            .ListOf(60)
        select (limit, Arrivals(gaps));

    private static List<DateTimeOffset> Arrivals(IEnumerable<int> gaps)
    {
        var at = Start;
        return [.. gaps.Select(gap => at += TimeSpan.FromMilliseconds(gap))];
    }

    /// <summary>Each request goes as soon as the rate lets it, in the order of arrival.</summary>
    private static List<DateTimeOffset> SendAll(int limit, List<DateTimeOffset> arrivals)
    {
        var clock = new FakeTimeProvider(Start);
        var rate = new OutboundRate(limit, clock);
        var sent = new List<DateTimeOffset>();
        foreach (var arrival in arrivals)
        {
            if (arrival > clock.GetUtcNow())
                clock.SetUtcNow(arrival);
            while (!rate.TryTake(Acme))
                clock.SetUtcNow(rate.Available(Acme).Again!.Value);
            sent.Add(clock.GetUtcNow());
        }
        return sent;
    }

    private static bool IsWithinLimit(List<DateTimeOffset> sent, int limit) =>
        sent.All(end => sent.Count(at => at > end - Minute && at <= end) <= limit);

    /// <summary>The law a second time: the request so many places before must be a minute old.</summary>
    private static List<DateTimeOffset> Greedy(int limit, List<DateTimeOffset> arrivals)
    {
        var sent = new List<DateTimeOffset>();
        foreach (var arrival in arrivals)
        {
            var after = sent.Count > 0 && sent[^1] > arrival ? sent[^1] : arrival;
            var free = sent.Count < limit ? after : sent[^limit] + Minute;
            sent.Add(free > after ? free : after);
        }
        return sent;
    }
}
