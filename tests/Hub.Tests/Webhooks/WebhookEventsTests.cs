using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.OpenApi;

namespace Hub.Tests.Webhooks;

public sealed class WebhookEventsTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private Task<Answer> List(string query) => hub.Admin.Get($"/api/v1/webhook-events?{query}");

    [Theory]
    [InlineData("maktab", 22)]
    [InlineData("tiketti", 13)]
    public async Task The_catalogue_of_a_dialect_is_complete(string dialect, int count)
    {
        var listed = (await List($"dialect={dialect}&per_page=100")).Expect(HttpStatusCode.OK);

        Assert.Equal(count, listed.Items.Count);
        Assert.Equal(count, (int)listed.Json["meta"]!["total"]!);
        Assert.All(listed.Items, one => Assert.Equal(dialect, (string)one!["dialect"]!));
        Assert.Distinct(listed.Items.Select(one => (string)one!["name"]!));
        Assert.Distinct(listed.Items.Select(one => (string)one!["fact"]!));
    }

    [Fact]
    public async Task Every_event_says_what_it_is_and_who_may_know()
    {
        var listed = await List("per_page=100");

        Assert.True(listed.Items.Count >= 35);
        Assert.All(listed.Items, one =>
        {
            Assert.EndsWith(".", (string)one!["description"]!);
            Assert.Matches("^[a-z]+(_[a-z]+)*$", (string)one["fact"]!);
            Assert.EndsWith(":read", (string)one["scope"]!);
        });
    }

    [Fact]
    public async Task Every_sample_fits_its_schema_and_is_described_by_it() =>
        Assert.All((await List("per_page=100")).Items, one =>
        {
            Assert.Empty(new JsonSchema(one!["schema"]!.AsObject()).Violations(one["sample"]));
            Assert.Equal((string)one["name"]!, NameIn(one["sample"]!));
            Assert.Equal(
                one["sample"]!.AsObject().Select(property => property.Key).Order(),
                one["schema"]!["properties"]!.AsObject().Select(property => property.Key).Order()
            );
        });

    [Fact]
    public async Task A_sample_tells_what_the_published_contract_tells()
    {
        var listed = await List("dialect=tiketti&per_page=1");
        var sample = listed.Items[0]!["sample"]!;

        Assert.Equal("ticket.created", (string)sample["event"]!);
        Assert.NotNull(sample["organization_id"]);
        Assert.NotNull(sample["data"]!["event_id"]);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var all = (await List("per_page=100")).Items.Select(NameOf).ToList();
        var pages = new List<string>();
        for (var page = 1; pages.Count < all.Count; page++)
            pages.AddRange((await List($"per_page=10&page={page}")).Items.Select(NameOf));

        Assert.Equal(all, pages);
    }

    [Fact]
    public async Task A_dialect_that_the_hub_does_not_speak_is_refused() =>
        (await List("dialect=klingon")).ExpectInvalid("dialect");

    [Fact]
    public async Task It_takes_the_scope_to_read_tickets()
    {
        var other = await hub.Host.WithScopes("kb:read");

        (await other.Get("/api/v1/webhook-events")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await hub.Host.As(null).Get("/api/v1/webhook-events")).Expect(HttpStatusCode.Unauthorized);
    }

    private static string NameOf(JsonNode? one) => $"{one!["dialect"]} {one["name"]}";

    /// <summary>Wherever the dialect says it.</summary>
    private static string NameIn(JsonNode sample) =>
        (string?)(sample["event"] ?? sample["type"]) ?? $"{sample["item"]}.{sample["action"]}";
}
