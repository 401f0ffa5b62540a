using System.Net;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Sla;

/// <summary>Deadlines that are missed while nobody is on call who could be paged.</summary>
public sealed class NobodyOnCallTests : IAsyncLifetime
{
    private HubWithSla hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        hub = await HubWithSla.Start();
        await hub.Admin.HireAgents(1);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task An_escalation_while_nobody_is_on_call_any_more_waits_for_nobody()
    {
        // It is a Sunday; somebody is on call until noon.
        var morning = new
        {
            day = "sunday",
            from = "08:00",
            to = "12:00",
        };
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 }, hours = new[] { morning } });
        await hub.NewPolicy(
            new
            {
                resolution_minutes = 60,
                escalate_after_minutes = 60,
                page_rotation_id = rotation,
            }
        );
        var ticket = await hub.Admin.NewTicket();
        await hub.PassAndSettle(60);
        await hub.Pages(ticket, 1);
        await hub.PassAndSettle(60);
        await Wait.For(() => hub.AlertsOf(ticket, 1), told => told.Contains("escalated resolution 120"));
        await hub.Settle();

        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();
        await Wait.For(() => queue.Depth(Cancel), depth => depth is { Ready: 0, Leased: 0, Scheduled: 0 });
        Assert.Single(await hub.Pages(ticket));
    }

    [Fact]
    public async Task While_nobody_is_on_call_it_is_tried_again_until_somebody_is_or_it_is_answered()
    {
        // It is a Sunday; somebody is on call from noon on.
        var noon = new
        {
            day = "sunday",
            from = "12:00",
            to = "18:00",
        };
        var rotation = await hub.NewRotation(new { agent_ids = new[] { 1 }, hours = new[] { noon } });
        await hub.NewPolicy(new { first_response_minutes = 60, page_rotation_id = rotation });
        var (ticket, answered) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        await hub.PassAndSettle(60);
        await hub.AlertsOf(ticket, 1);
        await hub.AlertsOf(answered, 1);
        await hub.PassAndSettle(10);
        Assert.Empty(await hub.Pages(ticket));
        (await hub.Admin.AddReply(answered, new { body = "Sorry" })).Expect(HttpStatusCode.Created);

        await hub.PassAndSettle(10);
        await hub.PassAndSettle(10);

        Assert.Equal(["paged 1 90"], await hub.Told(BreachPages.PathOf(Assert.Single(await hub.Pages(ticket, 1))), 1));
        await hub.PassAndSettle(30);
        Assert.Single(await hub.Pages(ticket));
        Assert.Empty(await hub.Pages(answered));
    }
}
