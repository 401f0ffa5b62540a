using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Delivery.Templates.Binding;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Delivery.Tests.Templates;

public sealed class TemplateEventTests
{
    public static TheoryData<string> Facts =>
        [.. Kinds.All.SelectMany(static kind => kind.Facts).Select(static fact => $"{fact.Kind}.{fact.Action}")];

    [Theory]
    [MemberData(nameof(Facts))]
    public void Every_event_says_what_happened_by_names_that_are_described(string type)
    {
        var fact = Fact.Parse(type);
        var told = Rendered.SampleOf(fact);

        Assert.Equal(type, told.Type);
        Assert.Equal(type, told.Json.GetProperty("type").GetString());
        Assert.Equal("2026-05-24T10:30:00Z", told.Json.GetProperty("time").GetString());
        var kind = told.Json.GetProperty("kind").GetString()!;
        Assert.Equal(JsonValueKind.Object, told.Json.GetProperty(kind).ValueKind);
        Assert.Empty(Unknown(told.Json, TemplateNames.Event));
        Assert.DoesNotContain("null", told.Json.GetRawText());
    }

    [Theory]
    [InlineData("ticket.created", Family.Tickets)]
    [InlineData("ticket.escalated", Family.Sla)]
    [InlineData("sla.breached", Family.Sla)]
    [InlineData("expected_date.overdue", Family.Sla)]
    [InlineData("alert.raised", Family.Sla)]
    [InlineData("reply.added", Family.Replies)]
    [InlineData("note.added", Family.Replies)]
    [InlineData("attachment.added", Family.Tickets)]
    [InlineData("user.created", Family.People)]
    [InlineData("contact.updated", Family.People)]
    [InlineData("incident.declared", Family.Incidents)]
    [InlineData("change.approved", Family.Changes)]
    [InlineData("article.published", Family.Knowledge)]
    [InlineData("survey.answered", Family.Csat)]
    [InlineData("on_call.paged", Family.OnCall)]
    [InlineData("asset.discovered", Family.Assets)]
    [InlineData("time_entry.created", Family.Records)]
    [InlineData("company.created", Family.Records)]
    public void Events_are_of_the_family_that_one_template_is_made_for(string type, Family family) =>
        Assert.Equal(family, Rendered.SampleOf(Fact.Parse(type)).Family);

    [Fact]
    public void A_test_is_an_event_about_nothing()
    {
        var told = Rendered.SampleOf(Fact.TestPing);

        Assert.Equal(("test.ping", Family.Records), (told.Type, told.Family));
        Assert.Equal("test.ping by Alva Lind", Rendered.Text("event.type; ' by '; event.actor.name", events: told));
    }

    [Fact]
    public void Numbers_go_by_names_where_these_are_known()
    {
        var told = TemplateEvent.Of(TicketingSamples.Named(Kinds.SampleOf(TicketFacts.Assigned)), Rendered.Links);
        var ticket = told.Json.GetProperty("ticket");

        Assert.Equal("Alva Lind", ticket.GetProperty("assignee_name").GetString());
        Assert.Equal("IT", ticket.GetProperty("department_name").GetString());
        Assert.Equal("Hardware", ticket.GetProperty("classification_name").GetString());
        Assert.Equal("Second line", ticket.GetProperty("queue_name").GetString());
        Assert.Equal("Open", ticket.GetProperty("status_name").GetString());
        Assert.Equal(
            "Milo Brandt to Alva Lind",
            Rendered.Text("event.changes[0].from_name; ' to '; event.changes[0].to_name", events: told)
        );
    }

    [Fact]
    public void A_part_has_what_it_belongs_to()
    {
        Assert.Equal(
            "We are on our way. / Printer not working / https://hub.example.com/app/tickets/1847",
            Rendered.Text(
                "event.reply.body; ' / '; event.ticket.subject; ' / '; event.links.ticket",
                events: Rendered.SampleOf(ReplyFacts.Added)
            )
        );
        Assert.False(TemplateEvent.Of(Kinds.SampleOf(ReplyFacts.Added), new("")).Json.TryGetProperty("links", out _));
    }

    [Theory]
    [InlineData("survey.answered")]
    [InlineData("on_call.paged")]
    [InlineData("time_entry.created")]
    [InlineData("alert.raised")]
    public void What_is_about_a_ticket_leads_to_it(string type) =>
        Assert.StartsWith(
            "https://hub.example.com/app/tickets/",
            Rendered.Text("event.links.ticket", events: Rendered.SampleOf(Fact.Parse(type)))
        );

    [Fact]
    public void Several_events_are_a_list()
    {
        TemplateEvent[] events = [Rendered.SampleOf(TicketFacts.Created), Rendered.SampleOf(ReplyFacts.Added)];

        Assert.Equal(
            "2: ticket.created reply.added ",
            Rendered.Text("events.size; ': '; for one in events; one.type; ' '; end", events: events)
        );
    }

    [Fact]
    public void Every_name_has_a_path_and_a_description()
    {
        Assert.Contains(new("event.ticket.subject", "text", "What it is about, in a line."), TemplateNames.All);
        Assert.Contains(TemplateNames.All, static one => one.Path == "event.changes[0].to_name");
        Assert.Contains(TemplateNames.All, static one => one.Path == "event.time" && one.Type == "time");
        Assert.All(TemplateNames.All, static one => Assert.NotEqual("", one.Description));
    }

    private static IEnumerable<string> Unknown(JsonElement json, Delivery.Templates.Binding.EventName name) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(one =>
                    name.Knows(one.Name) ? Unknown(one.Value, name.Member(one.Name)) : [$"{name.Path}.{one.Name}"]
                ),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(one => Unknown(one, name)),
            _ => [],
        };

    /// <summary>What is read from the event is what a receiver of its JSON reads there.</summary>
    [Fact]
    public void Every_value_is_the_one_that_its_JSON_has()
    {
        foreach (var sample in Enum.GetValues<Family>().Except([Family.Digest]).SelectMany(TemplateSamples.Of))
        {
            var read = Values("event", sample.View).ToList();

            Assert.Equal(Values("event", TemplateEvent.Parse(sample.Json).View), read);
            Assert.InRange(read.Count, 5, 200);
        }
    }

    private static IEnumerable<(string Path, object? Value)> Values(string path, object? value) =>
        value switch
        {
            ObjectView view => view.SelectMany(one => Values($"{path}.{one.Key}", one.Value)),
            ListView list => list.Cast<object?>().SelectMany((one, at) => Values($"{path}[{at}]", one)),
            _ => [(path, value)],
        };
}
