using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hub.Delivery.Tests;

/// <summary>Nothing ends a loop but the hub's stop.</summary>
public sealed class BackgroundLoopsTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly CountingLogger log = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly BackgroundLoops loops;

    public BackgroundLoopsTests() => loops = new(new OutageLog(clock, NullLogger<OutageLog>.Instance), clock, log);

    public void Dispose() => stopping.Dispose();

    [Fact]
    public async Task A_loop_outlives_whatever_a_round_throws_and_comes_less_and_less_often()
    {
        var rounds = 0;
        var running = loops.Run("test", "It waits", _ => throw new FormatException($"{++rounds}"), stopping.Token);

        foreach (var (pause, seen) in new[] { (1, 1), (2, 2), (4, 3), (8, 4), (16, 5), (30, 6), (30, 7) })
        {
            Assert.Equal(seen, rounds);
            clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(seen, rounds);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal((8, 8), (rounds, log.Errors));
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task An_outage_is_asked_after_every_second()
    {
        var rounds = 0;
        var running = loops.Run("test", "It waits", _ => throw new IOException($"{++rounds}"), stopping.Token);

        for (var second = 1; second <= 40; second++)
        {
            Assert.Equal(second, rounds);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_round_at_intervals_that_breaks_is_followed_by_the_next()
    {
        var rounds = 0;
        var running = loops.Every(
            TimeSpan.FromMinutes(1),
            "test",
            "It waits",
            _ => throw new InvalidOperationException($"{++rounds}"),
            stopping.Token
        );

        for (var minute = 1; minute <= 3; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            while (Volatile.Read(ref rounds) < minute)
                await Task.Yield();
        }

        await stopping.CancelAsync();
        await running;
        Assert.Equal(3, log.Errors);
    }

    private sealed class CountingLogger : ILogger<BackgroundLoops>
    {
        private int errors;

        public int Errors => errors;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel == LogLevel.Error)
                Interlocked.Increment(ref errors);
        }
    }
}
