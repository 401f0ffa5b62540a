using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

public sealed class RenderingProperties
{
    [Fact]
    public void Nothing_is_ever_null_but_what_a_contract_says_is() =>
        ForAllBodies(
            (dialect, _, body) =>
            {
                // One contract has a null in one place, another in its changes.
                if (dialect == AllDialects.Inbenta)
                    Assert.All(
                        body.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null),
                        member => Assert.Equal("parent", member.Name)
                    );
                else
                    Assert.Equal(
                        dialect == AllDialects.Ticketing ? NothingBeforeOrAfter(body) : 0,
                        Values(body).Count(value => value.ValueKind == JsonValueKind.Null)
                    );
            }
        );

    /// <summary>How many of ticketing's changes are from nothing or to nothing.</summary>
    private static int NothingBeforeOrAfter(JsonElement body) =>
        body.GetProperty("data").TryGetProperty("changes", out var changes)
            ? changes
                .EnumerateArray()
                .SelectMany(change => new[] { change.GetProperty("from"), change.GetProperty("to") })
                .Count(value => value.ValueKind == JsonValueKind.Null)
            : 0;

    [Fact]
    public void The_delivery_is_named_in_its_own_place_whatever_the_ticket_says() =>
        ForAllBodies(
            (dialect, _, body) =>
            {
                if (dialect.Name == "maktab")
                    Assert.Equal(
                        $"wh_{Ulid.Text(Dialect.SampleDelivery)}",
                        body.GetProperty("delivery_id").GetString()
                    );
            }
        );

    [Fact]
    public void Every_body_keeps_to_its_schema() =>
        ForAllBodies(
            (dialect, happened, body) =>
            {
                Assert.Empty(SchemaCheck.Violations(dialect.SchemaOf(dialect.DefinitionOf(happened)!), body));
            }
        );

    [Fact]
    public void A_ticket_reads_back_as_it_was() =>
        ForAllBodies(
            (dialect, happened, body) =>
            {
                var isPublished = dialect == AllDialects.Maktab || dialect == AllDialects.Tiketti;
                if (isPublished && (happened.Fact == TicketFacts.Created || happened.Fact == TicketFacts.Updated))
                    AssertSame(happened.About<Ticket>()!, dialect.Name == "maktab", body.GetProperty("data"));
            }
        );

    private static void AssertSame(Ticket ticket, bool maktab, JsonElement data)
    {
        Assert.Equal(Any.AsSent(ticket.Subject), data.GetProperty("subject").GetString());
        Assert.Equal(Any.AsSent(ticket.Description), data.GetProperty("description").GetString());
        Assert.Equal(ticket.Status.Name(), data.GetProperty("status").GetString());
        Assert.Equal(ticket.Priority.Name(), data.GetProperty("priority").GetString());
        Assert.Equal(ticket.Channel.Name(), data.GetProperty("channel").GetString());
        Assert.Equal(
            ticket.Tags.Select(Any.AsSent),
            data.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())
        );
        Assert.Equal(ticket.Id, data.GetProperty(maktab ? "id" : "number").GetInt64());
        Assert.Equal(ticket.Uuid, data.GetProperty(maktab ? "uuid" : "id").GetGuid());
        Assert.Equal(ticket.DepartmentId, Long(data, "department_id"));
        Assert.Equal(ticket.AssigneeId, Long(data, "assignee_id"));
        Assert.Equal(ticket.MergedIntoId, Long(data, "merged_into_id"));
        Assert.Equal(Seconds(ticket.CreatedAt), Time(data, "created_at"));
        Assert.Equal(Seconds(ticket.UpdatedAt), Time(data, "updated_at"));
        Assert.Equal(Seconds(ticket.ResolvedAt), Time(data, "resolved_at"));
        Assert.Equal(Seconds(ticket.ClosedAt), Time(data, "closed_at"));
        var email = maktab ? data.GetProperty("requester_email") : data.GetProperty("contact").GetProperty("email");
        Assert.Equal(Any.AsSent(ticket.Requester.Email), email.GetString());

        var expected = new JsonObject();
        foreach (var (name, value) in ticket.CustomFields)
            if (WithoutNulls(JsonNode.Parse(value.GetRawText())) is { } present)
                expected[Any.AsSent(name)] = present;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(data.GetProperty("custom_fields").GetRawText())));
    }

    private static void ForAllBodies(Action<Dialect, HubEvent, JsonElement> check) =>
        Check.QuickThrowOnFailure(Prop.ForAll(Any.Events.ToArbitrary(), happened =>
            {
                foreach (var dialect in AllDialects.Catalogue.All)
                    if (dialect.DefinitionOf(happened) is not null)
                        check(dialect, happened, Composed.Of(dialect, happened).Event);
            }));

    private static IEnumerable<JsonElement> Values(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Values(property.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Values),
            _ => [value],
        };

    private static JsonNode? WithoutNulls(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Where(pair => pair.Value is not null)
                    .Select(pair => KeyValuePair.Create(pair.Key, WithoutNulls(pair.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Where(one => one is not null).Select(WithoutNulls)]),
            _ => node?.DeepClone(),
        };

    private static long? Long(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static DateTimeOffset? Time(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;

    private static DateTimeOffset? Seconds(DateTimeOffset? at) =>
        at?.AddTicks(-(at.Value.Ticks % TimeSpan.TicksPerSecond));
}
