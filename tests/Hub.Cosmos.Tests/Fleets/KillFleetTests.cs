using Hub.Reliability;

namespace Hub.Tests.Fleets;

/// <summary>Three hubs as processes, killed one after the other under load.</summary>
public sealed class KillFleetTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_hubs_die_partitions_split_and_both_services_misbehave()
    {
        await using var fleet = await Fleet.Start(Hubs.Dll, 3);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");

        var report = await new FleetRun(fleet, kills: 4, seed).Run();

        output.WriteLine(report.ToString());
        Assert.True(report.Owed > 0);
        Assert.True(report.StoreFaults > 0);
        Assert.True(report.QueueFaults > 0);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Renamed);
        Assert.Equal(0, report.BadSignatures);
    }
}
