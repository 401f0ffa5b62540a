using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Tests.OpenApi;

public sealed class ServedDocumentTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/connector.json")]
    [InlineData("/docs/errors")]
    [InlineData("/docs/page.css")]
    public async Task A_client_that_has_it_already_is_told_so(string path)
    {
        var first = await hub.Host.As(null).Get(path);
        var again = await hub.Host.As(null).Get(path, ("If-None-Match", first.ETag!));
        var changed = await hub.Host.As(null).Get(path, ("If-None-Match", "\"another\""));

        first.Expect(HttpStatusCode.OK);
        Assert.Equal("no-cache", first.Header("Cache-Control"));
        again.Expect(HttpStatusCode.NotModified);
        Assert.Empty(again.Text);
        Assert.Equal(first.Text, changed.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_document_is_made_once()
    {
        var documents = (Hub.OpenApi.ServedDocuments)
            hub.Host.App.Services.GetService(typeof(Hub.OpenApi.ServedDocuments))!;

        Assert.Same(await documents.Api, await documents.Api);
        Assert.Same(await documents.Connector, await documents.Connector);
    }

    [Fact]
    public void The_host_of_whoever_asked_first_is_nowhere_in_it() =>
        Assert.DoesNotContain(hub.Host.Http.BaseAddress!.Authority, hub.V1.ToJsonString());

    [Fact]
    public void What_most_come_for_stands_first() =>
        Assert.Equal(["Tickets", "Webhooks"], hub.V1["tags"]!.AsArray().Take(2).Select(tag => (string)tag!["name"]!));

    [Fact]
    public async Task Every_event_of_every_dialect_is_among_the_webhooks_with_its_schema_and_a_sample_that_fits()
    {
        var webhooks = hub.V1["webhooks"]!.AsObject();
        var listed = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var events = (await hub.Admin.Get($"/api/v1/webhook-events?per_page=100&page={page}")).Items;
            // What flows are sent stands in the connector's definition.
            listed.AddRange(events.Select(one => one!).Where(one => !((string)one["dialect"]!).StartsWith("flow")));
            if (events.Count < 100)
                break;
        }

        Assert.Equal(listed.Count, webhooks.Count);
        Assert.All(listed, one =>
        {
            var told = webhooks[$"{one["dialect"]}: {one["name"]}"]!["post"]!;
            var (_, content) = Assert.Single(told["requestBody"]!["content"]!.AsObject());
            Assert.True(JsonNode.DeepEquals(one["schema"], content!["schema"]));
            Assert.Empty(new JsonSchema(content["schema"]!.AsObject()).Violations(content["example"]));
        });
    }
}
