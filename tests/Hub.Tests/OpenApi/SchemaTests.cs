using System.Text.Json.Nodes;
using Hub.Domain.Tickets;
using Hub.Errors;

namespace Hub.Tests.OpenApi;

public sealed class SchemaTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    private JsonObject Schemas => hub.V1["components"]!["schemas"]!.AsObject();

    [Fact]
    public void Every_schema_and_every_property_is_described()
    {
        Assert.All(Schemas, one => Assert.True(one.Value!["description"] is not null, one.Key));
        Assert.All(Document.Properties(Schemas), property =>
            Assert.True(((string?)property.Schema["description"])?.EndsWith('.') is true, property.Place)
        );
    }

    [Fact]
    public void Integers_are_integers_only()
    {
        var integers = Document.Objects(hub.V1).Where(one => TypesOf(one.Json).Contains("integer")).ToList();

        Assert.NotEmpty(integers);
        Assert.All(integers, one =>
        {
            Assert.DoesNotContain("string", TypesOf(one.Json));
            Assert.Contains((string)one.Json["format"]!, new[] { "int32", "int64" });
            Assert.False(one.Json.ContainsKey("pattern"), one.Place);
        });
        Assert.Equal("int64", (string)hub.V1.Schema("Ticket")["properties"]!["id"]!["format"]!);
    }

    [Theory]
    [InlineData("TicketStatus", typeof(TicketStatus))]
    [InlineData("TicketPriority", typeof(TicketPriority))]
    [InlineData("TicketChannel", typeof(TicketChannel))]
    public void Enums_are_typed_with_their_names(string name, Type type)
    {
        Assert.Equal("string", (string)hub.V1.Schema(name)["type"]!);
        Assert.Equal(EnumNames.Of(type), hub.V1.Schema(name)["enum"]!.AsArray().Select(value => (string)value!));
    }

    [Fact]
    public void Every_property_has_a_type_unless_it_may_be_anything()
    {
        string[] anything = ["from", "to", "sample", "schema"];
        Assert.All(
            Document
                .Properties(Schemas)
                .Where(property => !anything.Contains(property.Place.Split('/')[^1]))
                // What a trigger shows are schemas.
                .Where(property => property.Place is not ("/Trigger/filters" or "/Trigger/payload")),
            property =>
                Assert.True(
                    property.Schema.ContainsKey("type")
                        || property.Schema.ContainsKey("$ref")
                        || property.Schema.ContainsKey("oneOf"),
                    property.Place
                )
        );
    }

    [Fact]
    public void An_update_tells_absent_from_null()
    {
        var update = hub.V1.Schema("UpdateTicket");

        Assert.False(update.ContainsKey("required"));
        Assert.Equal(["null", "integer"], TypesOf(update["properties"]!["assignee_id"]!));
        Assert.Equal(["string"], TypesOf(update["properties"]!["subject"]!));
        Assert.EndsWith("/TicketStatus", (string)update["properties"]!["status"]!["$ref"]!);
    }

    [Fact]
    public void Null_is_said_in_updates_only() =>
        Assert.All(
            Document
                .Properties(Schemas)
                .Where(property => !property.Place.StartsWith("/Update", StringComparison.Ordinal)),
            property => Assert.DoesNotContain("null", property.Schema.ToJsonString())
        );

    [Fact]
    public void Required_is_what_a_request_must_say_and_an_answer_always_says()
    {
        Assert.Equal(["subject", "description", "requester_email"], Required("CreateTicket"));
        Assert.Equal(["url", "events"], Required("CreateMokapenWebhook"));
        Assert.Equal(["data", "meta"], Required("TicketPage"));
        Assert.Contains("merged_ticket_ids", Required("Ticket"));
        Assert.DoesNotContain("assignee_id", Required("Ticket"));
    }

    [Fact]
    public void Dates_and_ids_have_their_formats()
    {
        var ticket = hub.V1.Schema("Ticket")["properties"]!;

        Assert.Equal(("string", "date-time"), Format(ticket["created_at"]!));
        Assert.Equal(("string", "uuid"), Format(ticket["uuid"]!));
    }

    private static (string?, string?) Format(JsonNode schema) => ((string?)schema["type"], (string?)schema["format"]);

    private IEnumerable<string> Required(string name) =>
        hub.V1.Schema(name)["required"]!.AsArray().Select(one => (string)one!);

    private static List<string> TypesOf(JsonNode schema) =>
        schema["type"] switch
        {
            JsonArray many => [.. many.Select(one => (string)one!)],
            JsonValue one when one.TryGetValue<string>(out var type) => [type],
            _ => [],
        };
}
