using Hub.Delivery.Deliveries;
using Hub.Delivery.Relaying;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>An event may go to thousands of webhooks: they are told in turns, and nobody waits for all of them.</summary>
public sealed class FanOutTests
{
    private const int Webhooks = 25;

    [Fact]
    public async Task Every_webhook_is_told_once_however_many_turns_it_takes()
    {
        await using var hub = await TimedHub.Start("--Delivery:FanOutTurn=10", "--Delivery:EventsPerMinute=0");
        await using var receiver = await HookReceiver.Start();
        for (var number = 0; number < Webhooks; number++)
            await hub.Admin.Subscribe(receiver.UrlOf($"{number}"), "ticket.created");

        await hub.Admin.NewTicket();
        await hub.Admin.NewTicket();
        await hub.Admin.NewTicket();

        var received = await receiver.Until(3 * Webhooks);
        Assert.Equal(3 * Webhooks, received.Count);
        Assert.Equal(Webhooks, received.Select(hook => hook.Path).Distinct().Count());
        Assert.Equal(3 * Webhooks, received.Select(hook => hook.Delivery).Distinct().Count());
    }

    [Fact]
    public async Task What_is_beyond_an_organization_s_turn_waits_and_the_next_organization_does_not()
    {
        await using var hub = await TimedHub.Start("--Delivery:FanOutTurn=10");
        await using var receiver = await HookReceiver.Start();
        for (var number = 0; number < Webhooks; number++)
            await hub.Admin.Subscribe(receiver.UrlOf($"{number}"), "ticket.created");
        var neighbour = await hub.Host.OpenOrganization("OTHER");
        await neighbour.Subscribe(receiver.UrlOf("other"), "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.NewTicket();
        await neighbour.NewTicket();
        var (first, second) = (await TicketsOf(hub, hub.Admin)) is [var one, var two] ? (one, two) : default;
        var theirs = Assert.Single(await TicketsOf(hub, neighbour));
        var fanOut = hub.Host.App.Services.GetRequiredService<FanOut>();

        var turns = new List<FannedOut>();
        await foreach (var turn in fanOut.Match([first, second, theirs], default))
            turns.Add(turn);

        var now = turns.SelectMany(turn => turn.Deliveries).ToList();
        var own = now.Where(delivery => delivery.Organization == first.Event.Organization).ToList();
        Assert.Equal(10, own.Count);
        Assert.Single(now, delivery => delivery.Organization == theirs.Event.Organization);
        var later = turns.SelectMany(turn => turn.Later).ToList();
        Assert.Equal(2, later.Count);
        Assert.All(later, message => Assert.Equal($"fan-out/{first.Event.Organization.Value:N}", message.Lane));
        for (var next = 0; next < later.Count; next++)
        {
            var step = FanOutStep.Read(later[next]);
            var committed = step.Event == first.Event.Id ? first : second;
            var more = await fanOut.Continue(committed, step.After, default);
            Assert.InRange(more.Deliveries.Count, 1, 10);
            own.AddRange(more.Deliveries);
            later.AddRange(more.Later);
        }
        Assert.Equal(2 * Webhooks, own.Count);
        Assert.Equal(
            2 * Webhooks,
            own.Select(delivery => (delivery.Event.Id, delivery.Subscription)).Distinct().Count()
        );
    }

    private static async Task<List<CommittedEvent>> TicketsOf(TimedHub hub, HubClient client)
    {
        var log = hub.Host.App.Services.GetRequiredService<IEventLog>();
        var organization = await hub.Host.OrganizationOf(client);
        var found = new List<CommittedEvent>();
        await foreach (var happened in log.Since(organization, DateTimeOffset.UnixEpoch, default))
            if (happened.Fact == Hub.Domain.Tickets.TicketFacts.Created)
                found.Add(new CommittedEvent(long.MaxValue, happened));
        return found;
    }
}
