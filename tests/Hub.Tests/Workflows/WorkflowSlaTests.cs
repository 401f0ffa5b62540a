using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;

namespace Hub.Tests.Workflows;

/// <summary>The clock of a ticket's SLA runs and stands as the workflow says of its status.</summary>
public sealed class WorkflowSlaTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubWithSla.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task A_resolved_status_may_let_the_clock_run_on()
    {
        await hub.Admin.SetUp();
        await hub.NewPolicy(new { resolution_minutes = 60 });
        var (late, intime) = (await Checking(), await Checking());
        hub.Pass(30);
        (await hub.Admin.Move(intime, new { target_id = "accepted" })).Expect(HttpStatusCode.OK);

        await hub.PassAndSettle(60);

        Assert.Equal(["breached resolution 90"], (await hub.AlertsOf(late, 1))[^1..]);
        Assert.DoesNotContain(await hub.AlertsOf(intime), one => one.StartsWith("breached", StringComparison.Ordinal));
        Assert.True((bool)(await hub.SlaOf(intime))!["paused"]!);
    }

    [Fact]
    public async Task Running_clocks_follow_a_changed_workflow()
    {
        await hub.NewPolicy(new { resolution_minutes = 60 });
        var ticket = await hub.Admin.NewTicket();
        await hub.Settle();
        hub.Pass(30);
        var flow = await hub.Admin.Current();
        flow["statuses"]![0]!["stops_sla"] = true;

        (await hub.Admin.Send(HttpMethod.Put, Flows.Path, flow)).Expect(HttpStatusCode.OK);

        await Wait.For(
            async () =>
            {
                await hub.Settle();
                return await hub.SlaOf(ticket);
            },
            sla => (bool)sla!["paused"]!
        );
        await hub.PassAndSettle(500);
        Assert.Empty(await hub.AlertsOf(ticket));
    }

    private async Task<long> Checking()
    {
        var ticket = await hub.Admin.NewTicket();
        (await hub.Admin.Move(ticket, new { target_id = "working" })).Expect(HttpStatusCode.OK);
        var asked = new
        {
            target_id = "checking",
            resolution = "fixed",
            comment = "Look",
        };
        (await hub.Admin.Move(ticket, asked)).Expect(HttpStatusCode.OK);
        return ticket;
    }
}
