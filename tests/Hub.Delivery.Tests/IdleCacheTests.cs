using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hub.Delivery.Tests;

public sealed class IdleCacheTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void What_is_used_stays_and_what_is_not_goes_however_many_come()
    {
        var remembered = new IdleCache<int, string>(clock, crowd: 10);

        for (var number = 0; number < 10_000; number++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            Remember(remembered, number);
            Assert.Equal("0", Remember(remembered, 0));
        }

        Assert.InRange(remembered.Count, 1, 40);
        Assert.True(remembered.TryGet(0, out _));
        Assert.False(remembered.TryGet(1, out _));
    }

    [Fact]
    public void As_many_as_are_busy_are_remembered()
    {
        var remembered = new IdleCache<int, string>(clock, crowd: 10);

        for (var use = 0; use < 10_000; use++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            Remember(remembered, use % 1_000);
        }

        Assert.Equal(1_000, remembered.Count);
    }

    [Fact]
    public void What_may_not_be_forgotten_stays()
    {
        var remembered = new IdleCache<int, string>(clock, static value => value != "7", crowd: 10);

        for (var number = 0; number < 10_000; number++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            Remember(remembered, number);
        }

        Assert.InRange(remembered.Count, 1, 40);
        Assert.True(remembered.TryGet(7, out _));
    }

    [Fact]
    public void A_value_that_is_nothing_is_remembered_too()
    {
        var remembered = new IdleCache<int, string?>(clock);
        remembered.Set(1, null);

        Assert.True(remembered.TryGet(1, out var value));
        Assert.Null(value);
        remembered.Forget(1);
        Assert.False(remembered.TryGet(1, out _));
    }

    private static string Remember(IdleCache<int, string> remembered, int number) =>
        remembered.GetOrAdd(number, static key => $"{key}");
}
