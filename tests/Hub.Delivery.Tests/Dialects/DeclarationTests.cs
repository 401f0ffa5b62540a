using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Hub.Delivery.Tests.Retries;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>What a declaration may say that none of the published ones happens to say.</summary>
public sealed class DeclarationTests
{
    private static readonly Dialect Invented = new("invented")
    {
        Events =
        [
            new("urgent", [TicketFacts.Updated], Scope.TicketsRead, "A ticket became urgent.")
            {
                When = happened => happened.About<Ticket>()!.Priority == TicketPriority.Urgent,
                Sample = sample =>
                    sample with
                    {
                        Subject = TicketKinds.Ticket.Of(
                            sample.About<Ticket>()! with
                            {
                                Priority = TicketPriority.Urgent,
                            }
                        ),
                    },
            },
            new("changed", [TicketFacts.Updated, TicketFacts.Merged], Scope.TicketsRead, "A ticket changed."),
        ],
        Body = one =>
            new Shape<HubEvent>()
                .Choice("name", "Its name.", [one.Name], _ => one.Name)
                .Instant("at", "When.", happened => happened.At)
                .Text("delivery", "Which delivery.", _ => DeliveryIds.Uuid.Gap),
        Sign = (headers, in sending) => headers.Add("x-at", sending.Event.Timestamp),
        Verify = (_, _) => true,
        Headers = new("x-at", ["x-at"]),
        Retries = RetrySchedule.FiveAttempts,
        MediaType = "application/vnd.invented+json",
        Ids = DeliveryIds.Uuid,
        Acknowledges = result => result.StatusCode == 202,
    };

    [Fact]
    public void Several_facts_have_one_name()
    {
        Assert.Equal("changed", Invented.DefinitionOf(Kinds.SampleOf(TicketFacts.Updated))?.Name);
        Assert.Equal("changed", Invented.DefinitionOf(Kinds.SampleOf(TicketFacts.Merged))?.Name);
    }

    [Fact]
    public void A_condition_splits_a_fact_and_the_first_that_holds_names_the_event()
    {
        Assert.Equal(["urgent", "changed"], Invented.Of(TicketFacts.Updated).Select(one => one.Name));
        foreach (var one in Invented.Events)
            Assert.Same(one, Invented.DefinitionOf(one.SampleEvent));
    }

    [Fact]
    public void The_media_type_is_the_dialects() =>
        Assert.Equal(
            "application/vnd.invented+json",
            Composed.Of(Invented, Kinds.SampleOf(TicketFacts.Merged)).Headers["Content-Type"]
        );

    [Fact]
    public void A_body_names_its_delivery_as_declared() =>
        Assert.Equal(
            Dialect.SampleDelivery,
            Composed.Of(Invented, Kinds.SampleOf(TicketFacts.Merged)).Json.GetProperty("delivery").GetGuid()
        );

    [Theory]
    [InlineData(Times.Seconds, "\"2026-05-24T10:30:00Z\"")]
    [InlineData(Times.Milliseconds, "\"2026-05-24T10:30:00.007Z\"")]
    [InlineData(Times.Unix, "1779618600")]
    public void Times_are_written_as_declared(Times times, string written)
    {
        var dialect = new Dialect("timed")
        {
            Events = Invented.Events,
            Body = Invented.Body,
            Sign = Invented.Sign,
            Verify = Invented.Verify,
            Headers = Invented.Headers,
            Retries = Invented.Retries,
            Times = times,
        };
        var happened = Kinds.SampleOf(TicketFacts.Merged) with { At = Samples.At.AddMilliseconds(7) };
        var composed = Composed.Of(dialect, happened);
        Assert.Equal(written, composed.Json.GetProperty("at").GetRawText());
        Assert.Equal(written.Trim('"'), composed.Headers["x-at"]);
        Assert.Empty(SchemaCheck.Violations(dialect.SchemaOf(dialect.Events[1]), composed.Json));
    }

    [Theory]
    [InlineData(202, EgressCategory.Acknowledged)]
    [InlineData(200, EgressCategory.Unacknowledged)]
    [InlineData(500, EgressCategory.ServerError)]
    public void An_acknowledgement_is_what_the_dialect_takes_for_one(int status, EgressCategory category)
    {
        var judged = Invented.Judge(Result.Answered(status));
        Assert.Equal(category, judged.Category);
        Assert.Equal(status == 202, Invented.Retries.Decide(1, judged, Samples.At, 1, 0.5) is Verdict.Delivered);
    }

    [Fact]
    public void A_further_dialect_is_found_beside_the_hubs_own()
    {
        var catalogue = new DialectCatalogue(Invented);
        Assert.Same(Invented, catalogue.Find("invented"));
        Assert.Equal([.. new DialectCatalogue().All, Invented], catalogue.All);
    }
}
