using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Tests.OpenApi;

public sealed class ConnectorTriggerTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    private Operation Trigger => hub.Connector.Operations().Single(one => one.Json.ContainsKey("x-ms-trigger"));

    private JsonObject Content => hub.Connector["paths"]![Trigger.Path]!["x-ms-notification-content"]!.AsObject();

    private JsonObject Body => hub.Connector["definitions"]!["CreateWebhook"]!.AsObject();

    [Fact]
    public void It_starts_with_when_and_says_how_to_see_it_work()
    {
        Assert.Equal(("post", "single"), (Trigger.Verb, (string)Trigger.Json["x-ms-trigger"]!));
        Assert.StartsWith("When ", Trigger.Summary);
        Assert.Contains("riggers when", Trigger.Description);
        Assert.NotNull(Trigger.Json["x-ms-trigger-hint"]);
    }

    [Fact]
    public void The_platform_fills_in_the_callback_address_and_must()
    {
        var urls = Document.Objects(hub.Connector).Where(one => one.Json.ContainsKey("x-ms-notification-url")).ToList();
        var url = Assert.Single(urls).Json;

        Assert.Same(Body["properties"]!["url"], url);
        Assert.Equal(("string", "internal"), ((string)url["type"]!, (string)url["x-ms-visibility"]!));
        Assert.Contains("url", Body["required"]!.AsArray().Select(name => (string)name!));
        Assert.True((bool)Assert.Single(Trigger.Parameters)["required"]!);
    }

    [Fact]
    public void Unsubscribing_needs_the_location_and_nothing_else()
    {
        var unsubscribe = hub.Connector.Operation("DeleteWebhook");

        Assert.Equal(("delete", "internal"), (unsubscribe.Verb, unsubscribe.Visibility));
        Assert.DoesNotContain(unsubscribe.Parameters, one =>
            (bool?)one["required"] == true && (string)one["in"]! != "path"
        );
        Assert.True(Trigger.Responses["201"]!["headers"]!.AsObject().ContainsKey("Location"));
    }

    [Fact]
    public async Task The_location_is_where_it_is_deleted()
    {
        var created = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            new { url = "https://flows.example.com/run", events = new[] { "ticket.created" } }
        );
        var location = created.Expect(HttpStatusCode.Created).Header("Location")!;

        Assert.StartsWith("https://hub.example.com/api/v1/webhooks/", location);
        var deleted = await hub.Admin.Send(HttpMethod.Delete, new Uri(location).AbsolutePath, null);
        deleted.Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Every_event_of_the_dialect_fits_what_the_flow_is_told()
    {
        var listed = await hub.Admin.Get("/api/v1/webhook-events?dialect=tiketti&per_page=100");
        var schema = new JsonSchema(Content["schema"]!.AsObject());

        Assert.All(listed.Items, one => Assert.Empty(schema.Violations(one!["sample"])));
        Assert.Contains(
            "event_id",
            Content["schema"]!["properties"]!["data"]!["required"]!.AsArray().Select(name => (string)name!)
        );
    }
}
