using Hub.Delivery.Sending;
using Xunit;

namespace Hub.Delivery.Tests.Sending;

public sealed class CircuitBreakerTests
{
    private static readonly TimeSpan Start = TimeSpan.FromDays(1);

    private readonly CircuitBreaker circuit = new(threshold: 3, longestPause: TimeSpan.FromSeconds(30));

    [Fact]
    public void It_opens_at_the_threshold_and_not_before()
    {
        Fail(2);
        Assert.False(circuit.IsOpen);

        Fail(1);
        Assert.True(circuit.IsOpen);
        Assert.Equal(Start + TimeSpan.FromSeconds(1), circuit.NextTry);
    }

    [Fact]
    public void A_success_in_between_starts_the_count_anew()
    {
        Fail(2);
        circuit.Succeeded();
        Fail(2);

        Assert.False(circuit.IsOpen);
    }

    [Fact]
    public void Each_failed_try_doubles_the_pause_up_to_the_longest()
    {
        Fail(3);

        var pauses = new List<double>();
        for (var tries = 0; tries < 7; tries++)
        {
            var at = circuit.NextTry;
            circuit.Failed(at);
            pauses.Add((circuit.NextTry - at).TotalSeconds);
        }

        Assert.Equal([2, 4, 8, 16, 30, 30, 30], pauses);
    }

    [Fact]
    public void Requests_that_were_under_way_when_it_opened_do_not_lengthen_the_pause()
    {
        Fail(64);

        Assert.Equal(Start + TimeSpan.FromSeconds(1), circuit.NextTry);
    }

    [Fact]
    public void A_success_closes_it_and_forgets_the_pauses()
    {
        Fail(3);
        circuit.Failed(circuit.NextTry);
        circuit.Succeeded();
        Assert.False(circuit.IsOpen);

        Fail(3);
        Assert.Equal(Start + TimeSpan.FromSeconds(1), circuit.NextTry);
    }

    [Fact]
    public void It_never_overflows()
    {
        Fail(3);
        for (var tries = 0; tries < 10_000; tries++)
            circuit.Failed(circuit.NextTry);

        Assert.True(circuit.IsOpen);
    }

    private void Fail(int times)
    {
        for (var time = 0; time < times; time++)
            circuit.Failed(Start);
    }
}
