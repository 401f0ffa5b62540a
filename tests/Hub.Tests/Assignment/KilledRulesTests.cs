using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hub.Reliability;
using Hub.Tests.Hosting;
using static Hub.Tests.Assignment.RuleCalls;

namespace Hub.Tests.Assignment;

/// <summary>A hub as a process that is killed while rules follow what happens.</summary>
public sealed class KilledRulesTests
{
    private const int TicketsARound = 25;

    [Fact]
    public async Task Rules_follow_each_ticket_once_however_often_the_hub_is_killed()
    {
        var folder = HubHost.NewFolder();
        await using (var before = await HubHost.StartIn(folder, null))
        {
            // Looked at twice, each would do what it does once more.
            await before.Admin.NewRule(Swap("Up", "up", "down"));
            await before.Admin.NewRule(Swap("Down", "down", "up"));
        }
        using var hub = new HubProcess(
            Path.Combine(AppContext.BaseDirectory, "Hub.dll"),
            folder,
            TimeSpan.FromSeconds(90),
            [.. Engine.SettingsFor(folder), $"--Hub:Bootstrap:Token={HubHost.FirstToken}"]
        );
        using var http = new HttpClient { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", HubHost.FirstToken);
        var tickets = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            hub.Start();
            await hub.UntilListening();
            var made = Enumerable.Range(0, TicketsARound).Select(_ => NewTicket(http));
            tickets.AddRange(await Task.WhenAll(made));
            await hub.Kill();
        }

        await using (var after = await HubHost.StartIn(folder, null))
            foreach (var ticket in tickets)
            {
                var shown = await Wait.For(
                    async () => (await after.Admin.GetTicket(ticket)).Data,
                    one => one.LinesOfRules().Length > 0
                );
                Assert.Equal(["Down: updated", "Up: updated"], shown.LinesOfRules().Order());
                Assert.Equal(["up"], shown.Tags());
            }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long> NewTicket(HttpClient http)
    {
        var answer = await http.PostAsJsonAsync("/api/v1/tickets", TicketOf("Swapped", ["up"]));
        return (long)
            JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["data"]!["id"]!;
    }

    private static object Swap(string name, string from, string to) =>
        new
        {
            name,
            conditions = Where("tags", "contains", from),
            actions = new { add_tags = new[] { to }, remove_tags = new[] { from } },
        };
}
