using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Contracts.Documents;

/// <summary>The list of dialects, and how their documents are given out.</summary>
public sealed class ContractsTests(SpeakingHub hub) : IClassFixture<SpeakingHub>
{
    private static readonly string[] Documents = ["openapi", "asyncapi"];

    [Fact]
    public async Task Every_dialect_is_listed_with_links_that_lead_somewhere()
    {
        var listed = (await hub.Host.As(null).Get("/api/v1/contracts")).Expect(HttpStatusCode.OK);

        Assert.Equal(hub.Catalogue.All.Select(one => one.Name), listed.Items.Select(one => (string)one!["name"]!));
        Assert.Equal(hub.Catalogue.All.Count, (int)listed.Json["meta"]!["total"]!);
        foreach (var one in listed.Items)
        {
            var dialect = hub.Catalogue.Find((string)one!["name"]!)!;
            Assert.Equal(dialect.Events.Count, (int)one["events"]!);
            Assert.EndsWith(".", (string)one["description"]!);
            Assert.Equal(dialect.Headers.Signature, (string)one["signature_header"]!);
            foreach (var (_, link) in one["links"]!.AsObject())
                (await hub.Admin.Get((string)link!)).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_dialect_that_the_hub_does_not_speak_has_no_documents()
    {
        foreach (var document in Documents)
            (await hub.Host.As(null).Get($"/api/v1/contracts/klingon/{document}.json")).ExpectProblem(
                HttpStatusCode.NotFound,
                "dialect_not_found"
            );
    }

    [Theory]
    [InlineData("/api/v1/contracts")]
    [InlineData("/api/v1/contracts/maktab/openapi.json")]
    [InlineData("/api/v1/contracts/maktab/asyncapi.json")]
    public async Task Who_has_a_document_is_told_that_it_is_the_same(string path)
    {
        var first = (await hub.Host.As(null).Get(path)).Expect(HttpStatusCode.OK);
        var again = await hub.Host.As(null).Get(path, ("If-None-Match", first.ETag!));

        Assert.Equal("application/json; charset=utf-8", first.Header("Content-Type"));
        Assert.Equal("no-cache", first.Header("Cache-Control"));
        Assert.Empty(again.Expect(HttpStatusCode.NotModified).Text);
        (await hub.Host.As(null).Get(path, ("If-None-Match", "\"another\""))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Documents_say_what_the_list_of_events_says()
    {
        var listed = (await hub.Admin.Get("/api/v1/webhook-events?dialect=tiketti&per_page=100")).Items;
        var openApi = await hub.Document("tiketti", "openapi");

        Assert.All(listed, one =>
        {
            var content = openApi["webhooks"]![(string)one!["name"]!]!["post"]!["requestBody"]!["content"]!;
            var body = content["application/json"]!;
            Assert.True(JsonNode.DeepEquals(one["schema"], Schemas.Resolved(openApi, body["schema"])));
            Assert.True(JsonNode.DeepEquals(one["sample"], body["example"]));
        });
    }
}
