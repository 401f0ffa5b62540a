using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

/// <summary>A ticket with more to it than one answer should hold.</summary>
public sealed class LongTicketTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private const int Replies = 40;

    [Fact]
    public async Task A_ticket_with_long_replies_shows_the_newest_and_says_where_all_are()
    {
        var id = await hub.Admin.NewTicket();
        for (var number = 0; number < Replies; number++)
            (await hub.Admin.AddReply(id, new { body = $"{number} " + new string('x', 60_000) })).Expect(
                HttpStatusCode.Created
            );

        var ticket = (await hub.Admin.GetTicket(id)).Expect(HttpStatusCode.OK);

        Assert.True(ticket.Text.Length < 1_100_000, $"{ticket.Text.Length} characters");
        Assert.True((bool)ticket.Data["truncated"]!);
        var shown = ticket.Data["replies"]!.AsArray().Select(Number).ToList();
        Assert.Equal(Enumerable.Range(Replies - shown.Count, shown.Count), shown);
        Assert.InRange(shown.Count, 10, 20);

        var link = new Uri((string)ticket.Data["links"]!["replies"]!).PathAndQuery;
        var all = new List<int>();
        for (var page = 1; all.Count < Replies; page++)
        {
            var answer = (await hub.Admin.Get($"{link}?page={page}&per_page=15")).Expect(HttpStatusCode.OK);
            Assert.Equal(Replies, (int)answer.Json["meta"]!["total"]!);
            all.AddRange(answer.Items.Select(Number));
        }
        Assert.Equal(Enumerable.Range(0, Replies), all);
    }

    [Fact]
    public async Task A_page_that_would_be_too_large_says_how_many_fit()
    {
        var id = await hub.Admin.NewTicket();
        // Stored with an escape of twelve bytes for each of them.
        var body = string.Concat(Enumerable.Repeat("\ud83d\ude00", 65_000));
        for (var number = 0; number < 40; number++)
            (await hub.Admin.AddReply(id, new { body })).Expect(HttpStatusCode.Created);

        var refused = await hub.Admin.Get($"/api/v1/tickets/{id}/replies?per_page=40");
        refused.ExpectInvalid("per_page");
        var fits = int.Parse(refused.ErrorsOf("per_page")[0].Split("at most ")[1].Split(' ')[0]);

        Assert.InRange(fits, 8, 39);
        Assert.Equal(fits, (await hub.Admin.Get($"/api/v1/tickets/{id}/replies?per_page={fits}")).Items.Count);
    }

    [Fact]
    public async Task A_short_ticket_is_shown_whole_and_its_history_is_listed_with_its_creation()
    {
        var id = await hub.Admin.NewTicket();
        await hub.Admin.AddReply(id, new { body = "One" });
        await hub.Admin.UpdateTicket(id, new { status = "closed" });

        var ticket = await hub.Admin.GetTicket(id);
        var path = $"/api/v1/tickets/{id}/timeline";
        var pages = new List<string>();
        for (var page = 1; page <= 3; page++)
            pages.AddRange((await hub.Admin.Get($"{path}?per_page=1&page={page}")).Items.Select(Kind));

        Assert.Null(ticket.Data["truncated"]);
        Assert.Null(ticket.Data["links"]);
        var whole = ticket.Data["timeline"]!.AsArray().Select(Kind).ToList();
        Assert.Equal(["created", "replied", "status_changed"], whole);
        Assert.Equal(whole, pages);
        Assert.Equal(whole, (await hub.Admin.Get(path)).Items.Select(Kind));
        Assert.Equal(3, (int)(await hub.Admin.Get(path)).Json["meta"]!["total"]!);
        (await hub.Admin.Get("/api/v1/tickets/987654/timeline")).Expect(HttpStatusCode.NotFound);
        (await hub.Admin.Get("/api/v1/tickets/987654/replies")).Expect(HttpStatusCode.NotFound);
    }

    private static int Number(System.Text.Json.Nodes.JsonNode? reply) =>
        int.Parse(((string)reply!["body"]!).Split(' ')[0]);

    private static string Kind(System.Text.Json.Nodes.JsonNode? entry) => (string)entry!["kind"]!;
}
