using Hub.Delivery.Telemetry;
using Microsoft.Extensions.Logging;

namespace Hub.Delivery;

/// <summary>
/// Keeps what goes on in the background going on: whatever a round throws is logged, counted and followed by a pause, and the
/// next round comes all the same. Only the hub's stop ends a loop.
/// </summary>
public sealed partial class BackgroundLoops(OutageLog outages, TimeProvider time, ILogger<BackgroundLoops> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>One round after the other; a round that has something to wait for waits for it itself.</summary>
    /// <param name="name">What the loop is called in metrics and in the log.</param>
    /// <param name="onOutage">What stands still while its store or service is away, as a sentence without its end.</param>
    public async Task Run(string name, string onOutage, Func<CancellationToken, Task> round, CancellationToken stopping)
    {
        var bugs = 0;
        while (!stopping.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            var pause = await TryRound(name, onOutage, round, stopping) switch
            {
                Ending.Outage => FirstPause,
                // A round that held for long before it broke is no sign of a loop that always breaks.
                Ending.Bug => PauseAfter(bugs = time.GetElapsedTime(began) > LongestPause ? 1 : bugs + 1),
                _ => TimeSpan.Zero,
            };
            if (pause == TimeSpan.Zero)
                bugs = 0;
            else
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A round each time the interval has passed.</summary>
    /// <inheritdoc cref="Run"/>
    public async Task Every(
        TimeSpan interval,
        string name,
        string onOutage,
        Func<CancellationToken, Task> round,
        CancellationToken stopping
    )
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await TryRound(name, onOutage, round, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    /// <summary>One round; whatever it throws is dealt with here.</summary>
    /// <inheritdoc cref="Run"/>
    public Task Once(string name, string onOutage, Func<CancellationToken, Task> round, CancellationToken stopping) =>
        TryRound(name, onOutage, round, stopping);

    private async Task<Ending> TryRound(
        string name,
        string onOutage,
        Func<CancellationToken, Task> round,
        CancellationToken stopping
    )
    {
        try
        {
            await round(stopping);
            return Ending.Well;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return Ending.Well;
        }
        catch (IOException outage)
        {
            HubMetrics.LoopFailed(name, "outage");
            outages.Note(onOutage, outage);
            return Ending.Outage;
        }
        catch (Exception bug)
        {
            HubMetrics.LoopFailed(name, "bug");
            Log.Bug(logger, bug, name);
            return Ending.Bug;
        }
    }

    private static TimeSpan PauseAfter(int bugs)
    {
        var pause = FirstPause * (1 << Math.Min(bugs - 1, 5));
        return pause < LongestPause ? pause : LongestPause;
    }

    private enum Ending
    {
        Well,
        Outage,
        Bug,
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A round of the background loop {Loop} broke; the loop goes on")]
        public static partial void Bug(ILogger logger, Exception exception, string loop);
    }
}
