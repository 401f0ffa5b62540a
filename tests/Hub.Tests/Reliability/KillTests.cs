using Hub.Reliability;

namespace Hub.Tests.Reliability;

/// <summary>The hub as a process, killed again and again. The same run, longer: see Hub.Benchmarks, kills.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_only_what_was_in_flight_comes_again()
    {
        // Of the two webhooks that an event goes to, one is left to a step of the queue.
        var report = await KillRun.Run(
            new KillOptions(Path.Combine(AppContext.BaseDirectory, "Hub.dll"), Kills: 25) { FanOutTurn = 1 }
        );

        output.WriteLine(report.ToString());
        Assert.True(report.Kills >= 25);
        Assert.True(report.Owed > 0);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Renamed);
        Assert.Equal(0, report.BadSignatures);
        Assert.Equal(0, report.UnexplainedRepeats);
        Assert.InRange(report.MostRepeatsOfOneKill, 0, report.InFlightLimit);
    }
}
