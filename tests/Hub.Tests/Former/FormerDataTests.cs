using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Former;

/// <summary>
/// A hub of today on what a hub wrote before events carried a subject: nothing of it is lost, and all that receivers were told
/// they are told again. What dialects say today beyond that comes with it.
/// </summary>
public sealed partial class FormerDataTests
{
    private static readonly string[] Webhooks = ["tiketti-alive", "maktab-alive", "tiketti-dead", "maktab-dead"];

    [Fact]
    public async Task Tickets_departments_and_users_read_back()
    {
        await using var hub = await FormerHub.Start();
        foreach (var ticket in hub.Known["tickets"]!.AsArray())
        foreach (var name in new[] { "id", "code", "uuid" })
            AssertHolds(
                ticket!,
                (await hub.Admin.Get($"/api/v1/tickets/{ticket![name]}")).Expect(HttpStatusCode.OK).Data
            );
        foreach (var list in new[] { "departments", "users" })
        foreach (var one in hub.Known[list]!.AsArray())
            AssertHolds(one!, (await hub.Admin.Get($"/api/v1/{list}/{one!["id"]}")).Expect(HttpStatusCode.OK).Data);
    }

    [Fact]
    public async Task What_it_had_stored_is_counted()
    {
        await using var hub = await FormerHub.Start();
        hub.GoOn();

        // On Cosmos DB with the first round that finds no tally.
        await Wait.For(
            async () =>
            {
                hub.PassRound();
                return (long)
                    (await hub.Admin.Get("/api/v1/status")).Expect(HttpStatusCode.OK).Data["storage"]!["used_bytes"]!;
            },
            bytes => bytes > 10_000
        );
    }

    [Fact]
    public async Task Reports_count_what_it_had_stored()
    {
        await using var hub = await FormerHub.Start();
        hub.GoOn();
        var tickets = (int)(await hub.Admin.ListTickets()).Json["meta"]!["total"]!;

        await Wait.For(
            async () =>
            {
                hub.PassRound();
                return (await hub.Admin.Get("/api/v1/reports/volume")).Expect(HttpStatusCode.OK).Data;
            },
            report => !(bool)report["building"]! && (int)report["total"]!["created"]! == tickets
        );
    }

    [Fact]
    public async Task Search_finds_what_it_had_stored()
    {
        await using var hub = await FormerHub.Start();
        var ticket = (await hub.Admin.ListTickets()).Items[0]!;
        var word = ((string)ticket["subject"]!).Split(' ').MaxBy(part => part.Length)!;

        await Wait.For(
            async () => (await hub.Admin.Get($"/api/v1/search?types=ticket&q={Uri.EscapeDataString(word)}")).Items,
            hits => hits.Any(hit => (long)hit!["id"]! == (long)ticket["id"]!)
        );

        var none = await hub.Admin.Get($"/api/v1/search?types=ticket&q={Uri.EscapeDataString(word[..^1])}");
        Assert.Empty(none.Expect(HttpStatusCode.OK).Items);
    }

    [Fact]
    public async Task Webhooks_are_listed_by_name_although_it_kept_no_names_to_sort_by()
    {
        await using var hub = await FormerHub.Start();

        // On Cosmos DB once what it had stored is filed anew.
        foreach (var sort in new[] { "name", "-name" })
            await Wait.For(
                async () => (await hub.Admin.ListWebhooks($"sort={sort}")).Expect(HttpStatusCode.OK).Items,
                listed =>
                    listed.Select(one => (Guid)one!["id"]!).Order().SequenceEqual(Webhooks.Select(hub.Webhook).Order())
            );
    }

    [Fact]
    public async Task Every_delivery_is_listed_under_its_event()
    {
        await using var hub = await FormerHub.Start();
        foreach (var name in Webhooks)
        {
            var listed = (await hub.Admin.ListDeliveries(hub.Webhook(name), "per_page=100")).Items;
            Assert.Equal(
                hub.Deliveries(name).Select(one => $"{one["id"]} {one["event"]}").Order(),
                listed.Select(one => $"{one!["id"]} {one["event"]}").Order()
            );
        }
    }

    [Theory]
    [InlineData("tiketti")]
    [InlineData("maktab")]
    public async Task What_was_pending_or_retrying_is_delivered_as_others_had_it(string dialect)
    {
        await using var hub = await FormerHub.Start();
        var (name, id) = ($"{dialect}-dead", hub.Webhook($"{dialect}-dead"));
        await using var receiver = await hub.Redirect(name);
        Assert.Empty(receiver.Received);
        hub.GoOn();

        await hub.Admin.DeliveriesWhen(id, all => all.All(WebhookCalls.HasSucceeded));

        // Each webhook had a ping of its own; of everything else the other webhook of the dialect was told too.
        var came = receiver.Received.Select(one => WithoutDelivery(one.Text)).ToHashSet();
        Assert.Equal(hub.Deliveries(name).Count(), came.Count);
        foreach (var had in Received(hub, dialect))
            Assert.Contains(came, one => Holds(WithoutDelivery((string)had["body"]!), one));
    }

    [Theory]
    [InlineData("tiketti")]
    [InlineData("maktab")]
    public async Task Events_replayed_come_under_the_ids_they_had_and_say_what_they_said(string dialect)
    {
        await using var hub = await FormerHub.Start();
        var (name, id) = ($"{dialect}-alive", hub.Webhook($"{dialect}-alive"));
        await using var receiver = await hub.Redirect(name);
        hub.GoOn();
        await hub.Admin.DeliveriesWhen(id, all => all.All(WebhookCalls.HasSucceeded));

        (await hub.Admin.Act(id, "replay", new { since = hub.MadeAt.AddHours(-2) })).Expect(HttpStatusCode.Accepted);

        foreach (var had in Received(hub, dialect))
        {
            var again = await Wait.For(
                () => Task.FromResult(receiver.Received.FirstOrDefault(one => IdOf(one) == (string)had["delivery"]!)),
                one => one is not null
            );
            Assert.True(Holds((string)had["body"]!, again!.Text), $"{had["body"]} became {again.Text}");
        }
    }

    /// <summary>What the webhook that had a receiver was sent, but for its test ping: that is nobody else's, and no past event.</summary>
    private static List<JsonNode> Received(FormerHub hub, string dialect)
    {
        var received = hub.Received(dialect).Where(one => (string)one["event"]! != "test.ping").ToList();
        Assert.NotEmpty(received);
        return received;
    }

    private static string IdOf(Hook hook) => hook.Header("X-Maktab-Delivery") ?? hook.Delivery;

    private static string WithoutDelivery(string body) => MaktabDelivery().Replace(body, "wh_");

    [GeneratedRegex("wh_[0-9A-Z]{26}")]
    private static partial Regex MaktabDelivery();

    private static bool Holds(string had, string came) => Holds(JsonNode.Parse(had), JsonNode.Parse(came));

    private static bool Holds(JsonNode? had, JsonNode? came) =>
        had is JsonObject members
            ? came is JsonObject now && members.All(one => now.ContainsKey(one.Key) && Holds(one.Value, now[one.Key]))
            : JsonNode.DeepEquals(had, came);

    /// <summary>What was known is there as it was; there may be more.</summary>
    private static void AssertHolds(JsonNode known, JsonNode read)
    {
        foreach (var (name, value) in known.AsObject())
            Assert.True(
                value is JsonArray list && read[name] is JsonArray now
                    ? list.Count == now.Count && list.Zip(now).All(pair => Holds(pair.First, pair.Second))
                    : Holds(value, read[name]),
                $"{name} was {value} and is {read[name]}"
            );
    }
}
