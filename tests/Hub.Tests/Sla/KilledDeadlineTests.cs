using System.Text.Json.Nodes;
using Hub.Domain.Events;
using Hub.Ports.Queue;
using Hub.Reliability;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Sla;

/// <summary>A hub as a process that is killed while deadlines come.</summary>
public sealed class KilledDeadlineTests
{
    private const int Tickets = 60;

    [Fact]
    public async Task Each_deadline_is_told_and_paged_for_once_however_often_the_hub_is_killed_between_them()
    {
        var folder = HubHost.NewFolder();
        var tickets = await NewTickets(folder);

        using var hub = new HubProcess(
            Path.Combine(AppContext.BaseDirectory, "Hub.dll"),
            folder,
            TimeSpan.FromSeconds(90),
            [.. Engine.SettingsFor(folder), $"--Hub:Bootstrap:Token={HubHost.FirstToken}"]
        );
        using var http = new HttpClient { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", HubHost.FirstToken);
        foreach (var missed in new[] { 5, 15, 25, 35, Tickets })
        {
            hub.Start();
            await hub.UntilListening();
            await Wait.For(() => Missed(http), count => count >= missed);
            await hub.Kill();
        }

        await using (var after = await HubHost.StartIn(folder, null))
        {
            foreach (var ticket in tickets)
                Assert.Equal(
                    ["at_risk", "breached"],
                    (await after.EventsOf(ticket)).Where(IsOfSla).Select(one => one.Fact.Action)
                );
            Assert.Equal(tickets, await PagedFor(after));
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Made by a hub whose clock the test drives: their deadlines come one after the other, from a while from now on.</summary>
    private static async Task<IReadOnlyList<long>> NewTickets(string folder)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(100) + TimeSpan.FromSeconds(15));
        await using var hub = await HubHost.StartIn(folder, builder =>
            builder.Services.AddSingleton<TimeProvider>(clock)
        );
        await hub.Admin.HireAgents(1);
        var rotation = HeardEvents.IdOf(await hub.Admin.NewRotation(new { agent_ids = new[] { 1 } }));
        var policy = new
        {
            name = "All",
            resolution_minutes = 100,
            page_rotation_id = rotation,
        };
        await hub.Admin.NewAt("/api/v1/sla/policies", policy);
        var tickets = new List<long>();
        for (var number = 0; number < Tickets; number++)
        {
            tickets.Add(await hub.Admin.NewTicket());
            clock.Advance(TimeSpan.FromSeconds(0.2));
        }
        clock.Advance(TimeSpan.FromMinutes(81));
        var queue = hub.App.Services.GetRequiredService<IQueue>();
        foreach (var ticket in tickets)
            await Wait.For(
                () =>
                {
                    queue.RoomChanged();
                    return hub.EventsOf(ticket);
                },
                events => events.Any(IsOfSla)
            );
        return tickets;
    }

    /// <summary>The tickets that somebody was paged for, as often as they were, once nothing is left to do.</summary>
    private static async Task<IEnumerable<long>> PagedFor(HubHost hub)
    {
        var queue = hub.App.Services.GetRequiredService<IQueue>();
        await Wait.For(
            () => hub.Admin.Get($"{OnCallCalls.Pages}?per_page=100"),
            answer => answer.Items.Count >= Tickets
        );
        await Wait.For(
            () => queue.Depth(TestContext.Current.CancellationToken),
            depth => depth is { Ready: 0, Leased: 0 }
        );
        var pages = await hub.Admin.Get($"{OnCallCalls.Pages}?per_page=100");
        return pages.Items.Select(page => (long)page!["ticket_id"]!).Order();
    }

    private static bool IsOfSla(HubEvent happened) => happened.Fact.Kind == "sla";

    private static async Task<int> Missed(HttpClient http)
    {
        var page = await http.GetStringAsync("/api/v1/tickets?sla_breached=true&per_page=1");
        return (int)JsonNode.Parse(page)!["meta"]!["total"]!;
    }
}
