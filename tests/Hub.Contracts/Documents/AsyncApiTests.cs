using System.Text.Json.Nodes;
using Hub.Tests.OpenApi;
using Json.Schema;

namespace Hub.Contracts.Documents;

/// <summary>Every dialect's AsyncAPI document against the structure that version 3.0 of the specification has.</summary>
public sealed class AsyncApiTests(SpeakingHub hub) : IClassFixture<SpeakingHub>
{
    private static readonly string[] Parts =
    [
        "asyncapi",
        "info",
        "defaultContentType",
        "servers",
        "channels",
        "operations",
        "components",
    ];

    private static readonly Dictionary<string, string[]> Members = new()
    {
        ["server"] = ["host", "protocol", "description", "variables", "security"],
        ["channel"] = ["address", "title", "description", "servers", "messages"],
        ["operation"] = ["action", "channel", "summary", "messages", "bindings"],
        ["message"] = ["name", "title", "summary", "contentType", "headers", "payload", "examples"],
        ["example"] = ["name", "headers", "payload"],
        ["securityScheme"] = ["type", "name", "in", "description"],
    };

    public static TheoryData<string> All => OpenApiTests.All;

    private static readonly Lazy<JsonSchema> Official = new(() =>
        JsonSchema.FromText(
            File.ReadAllText(Path.Combine(Document.Root, "tests/Hub.Contracts/Documents/AsyncApiSchema/3.0.0.json"))
        )
    );

    // Of the smallest, and of lists: the parts are those of all, and each event of a dialect takes this schema a tenth of a second.
    [Theory]
    [InlineData("tiketti")]
    [InlineData("lists")]
    public async Task The_document_fits_the_official_schema(string dialect) =>
        Assert.Empty(Schemas.Violations(Official.Value, await hub.Document(dialect, "asyncapi")));

    [Fact]
    public async Task A_document_that_is_none_does_not_fit_it()
    {
        var json = await hub.Document("tiketti", "asyncapi");
        json["operations"]!["ticket.created"]!["action"] = "publish";

        Assert.NotEmpty(Schemas.Violations(Official.Value, json));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_document_has_the_parts_that_the_specification_has_and_no_others(string dialect)
    {
        var json = await hub.Document(dialect, "asyncapi");

        Assert.Equal("3.0.0", (string)json["asyncapi"]!);
        Assert.Equal(Parts, json.Select(part => part.Key));
        Assert.True(json["info"]!["title"] is not null && json["info"]!["version"] is not null);
        Each(json["servers"], "server");
        Each(json["channels"], "channel");
        Each(json["operations"], "operation");
        Each(json["components"]!["messages"], "message");
        Each(json["components"]!["securitySchemes"], "securityScheme");
        foreach (var part in new[] { "messages", "schemas", "securitySchemes" })
            Assert.All(json["components"]![part]!.AsObject(), one => Assert.Matches(@"^[\w.\-]+$", one.Key));
        Assert.All(Schemas.References(json), reference => Schemas.Target(json, reference));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_event_is_an_operation_that_sends_its_message_to_the_channel(string name)
    {
        var (dialect, json) = (hub.Catalogue.Find(name)!, await hub.Document(name, "asyncapi"));
        var (channelKey, channel) = Assert.Single(json["channels"]!.AsObject());
        var told = new List<string>();

        foreach (var (_, operation) in json["operations"]!.AsObject())
        {
            Assert.Equal("send", (string)operation!["action"]!);
            Assert.Equal($"#/channels/{channelKey}", (string)operation["channel"]!["$ref"]!);
            var reference = (string)Assert.Single(operation["messages"]!.AsArray())!["$ref"]!;
            // An operation's messages are those of its channel, and not their definitions.
            Assert.StartsWith($"#/channels/{channelKey}/messages/", reference);
            told.Add((string)Schemas.Resolved(json, Schemas.Target(json, reference))!["name"]!);
        }
        Assert.Equal([.. dialect.Events.Select(one => one.Name), "test.ping"], told);
        Assert.Equal(told.Count, channel!["messages"]!.AsObject().Count);
        // Its address is the subscriber's: null says that the document does not know it.
        Assert.True(channel.AsObject().TryGetPropertyValue("address", out var address) && address is null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_message_has_headers_and_payload_and_an_example_that_fits_both(string dialect)
    {
        var json = await hub.Document(dialect, "asyncapi");

        Assert.All(json["components"]!["messages"]!.AsObject(), message =>
        {
            var one = Schemas.Resolved(json, message.Value)!;
            Assert.Equal("object", (string)one["headers"]!["type"]!);
            Assert.NotEmpty(one["headers"]!["properties"]!.AsObject());
            var example = Assert.Single(one["examples"]!.AsArray())!;
            Assert.Equal(Members["example"], example.AsObject().Select(member => member.Key));
            Assert.Empty(Schemas.Violations(one["headers"]!, example["headers"]));
            Assert.Empty(Schemas.Violations(one["payload"]!, example["payload"]));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_signature_is_the_servers_security(string name)
    {
        var (dialect, json) = (hub.Catalogue.Find(name)!, await hub.Document(name, "asyncapi"));
        var (_, server) = Assert.Single(json["servers"]!.AsObject());

        var scheme = Schemas.Resolved(json, Assert.Single(server!["security"]!.AsArray()))!;

        Assert.Equal("httpApiKey", (string)scheme["type"]!);
        Assert.Equal("header", (string)scheme["in"]!);
        Assert.Equal(dialect.Headers.Signature, (string)scheme["name"]!);
        Assert.EndsWith(".", (string)scheme["description"]!);
    }

    private static void Each(JsonNode? parts, string kind)
    {
        Assert.NotEmpty(parts!.AsObject());
        Assert.All(parts.AsObject(), one =>
            Assert.Equal(Members[kind], one.Value!.AsObject().Select(member => member.Key))
        );
    }
}
