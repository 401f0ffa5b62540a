using System.Text.Json.Nodes;
using Hub.Delivery.Dialects;
using Microsoft.OpenApi;
using Dialects = Hub.Delivery.Dialects;

namespace Hub.Contracts.Documents;

/// <summary>Every dialect's OpenAPI document, as a generator reads it.</summary>
public sealed class OpenApiTests(SpeakingHub hub) : IClassFixture<SpeakingHub>
{
    public static TheoryData<string> All =>
        [.. new DialectCatalogue().All.Select(one => one.Name), "lists", "cautious"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_reader_finds_nothing_wrong(string dialect)
    {
        var json = await hub.Document(dialect, "openapi");

        var (document, diagnostic) = OpenApiDocument.Parse(json.ToJsonString(), "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.Equal(json["webhooks"]!.AsObject().Count, document!.Webhooks!.Count);
        Assert.All(Schemas.References(json), reference => Schemas.Target(json, reference));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_event_is_told_with_headers_schema_and_a_sample_that_fits(string name)
    {
        var (dialect, json) = (hub.Catalogue.Find(name)!, await hub.Document(name, "openapi"));
        var events = dialect.Events.Append(Dialects.Dialect.Test).ToList();
        var webhooks = json["webhooks"]!.AsObject();

        Assert.Equal(
            events.Select(one => one.Name),
            webhooks.Select(one => one.Key).Where(key => key != "challenge" || dialect.Challenge is null)
        );
        Assert.All(events, one =>
        {
            var post = webhooks[one.Name]!["post"]!;
            var (mediaType, body) = Assert.Single(post["requestBody"]!["content"]!.AsObject());
            Assert.Equal(dialect.MediaType, mediaType);
            Assert.Empty(Schemas.Violations(Schemas.Resolved(json, body!["schema"])!, body["example"]));
            var headers = post["parameters"]!.AsArray().ToDictionary(header => (string)header!["name"]!);
            Assert.Equal(dialect.SampleHeadersOf(one).Select(header => header.Name), headers.Keys);
            Assert.All(headers.Values, header => Assert.EndsWith(".", (string)header!["description"]!));
            Assert.Contains(dialect.Headers.Signature, headers.Keys, StringComparer.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task A_dialect_that_sends_lists_says_so()
    {
        var json = await hub.Document("lists", "openapi");
        var body = json["webhooks"]!["ticket.created"]!["post"]!["requestBody"]!["content"]!["application/json"]!;

        Assert.Equal("array", (string)body["schema"]!["type"]!);
        Assert.Equal(4, (int)body["schema"]!["maxItems"]!);
        Assert.Single(body["example"]!.AsArray());
    }

    [Fact]
    public async Task A_challenge_is_described_with_what_it_sends()
    {
        var challenge = (await hub.Document("cautious", "openapi"))["webhooks"]!["challenge"]!["get"]!;

        Assert.Equal(
            ["x-challenge", "x-secret"],
            challenge["parameters"]!.AsArray().Select(header => (string)header!["name"]!)
        );
        Assert.False((await hub.Document("lists", "openapi"))["webhooks"]!.AsObject().ContainsKey("challenge"));
    }

    [Fact]
    public async Task A_signature_is_described_so_that_it_can_be_checked()
    {
        Assert.Contains("HMAC-SHA256 of the body", await SignatureText("maktab", "X-Maktab-Signature"));
        Assert.Contains("webhook-timestamp", await SignatureText("standard", "webhook-signature"));
    }

    [Fact]
    public void What_may_be_null_is_said_in_JSON_Schema()
    {
        var schema = JsonNode.Parse(
            """{"type":"object","properties":{"parent":{"type":"integer","x-nullable":true},"id":{"type":"integer"}}}"""
        )!;

        var plain = ContractParts.WithoutExtensions(schema);

        Assert.Empty(Schemas.Violations(plain, JsonNode.Parse("""{"parent":null,"id":1}""")));
        Assert.Empty(Schemas.Violations(plain, JsonNode.Parse("""{"parent":2,"id":1}""")));
        Assert.NotEmpty(Schemas.Violations(plain, JsonNode.Parse("""{"parent":2,"id":null}""")));
    }

    private async Task<string> SignatureText(string dialect, string header)
    {
        var json = await hub.Document(dialect, "openapi");
        var parameters = json["webhooks"]!["ticket.created"]!["post"]!["parameters"]!.AsArray();
        return (string)parameters.Single(one => (string)one!["name"]! == header)!["description"]!;
    }
}
