using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

public sealed class NamingTests
{
    [Fact]
    public void Every_dialect_is_found_by_its_name_and_no_other()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
            Assert.Same(dialect, AllDialects.Catalogue.Find(dialect.Name));
        Assert.Null(AllDialects.Catalogue.Find("Maktab"));
    }

    [Fact]
    public void Every_name_stands_once_and_names_its_own_sample()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
        {
            Assert.Distinct(dialect.Events.Select(one => one.Name));
            foreach (var one in dialect.Events)
                Assert.Same(one, dialect.DefinitionOf(one.SampleEvent));
        }
    }

    [Fact]
    public void Facts_under_one_name_are_of_one_kind()
    {
        foreach (var (_, one) in AllDialects.Events)
            Assert.Single(one.Facts.Select(Kinds.Of).Distinct());
    }

    [Fact]
    public void A_fact_that_a_dialect_does_not_speak_of_has_no_name()
    {
        Assert.Empty(AllDialects.Maktab.Of(TicketFacts.StatusChanged));
        Assert.Empty(AllDialects.Maktab.Of(ReplyFacts.Deleted));
        Assert.Empty(AllDialects.Tiketti.Of(ReplyFacts.NoteAdded));
        Assert.Empty(AllDialects.Tiketti.Of(TicketFacts.Resolved));
        Assert.Null(AllDialects.Tiketti.Render(Kinds.SampleOf(ReplyFacts.NoteAdded)));
    }

    [Fact]
    public void The_test_ping_is_sent_in_every_dialect_and_subscribed_to_in_none()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
        {
            Assert.Same(Dialect.Test, Assert.Single(dialect.Of(Fact.TestPing)));
            Assert.Null(dialect.Find("test.ping"));
        }
    }

    [Fact]
    public void Tiketti_tells_of_the_deletion_of_a_public_message_only()
    {
        var deleted = Kinds.SampleOf(ReplyFacts.Deleted);
        var note = deleted with { Subject = TicketKinds.Reply.Of(deleted.About<Reply>()! with { Internal = true }) };
        Assert.Equal("message.deleted", AllDialects.Tiketti.DefinitionOf(deleted)?.Name);
        Assert.Null(AllDialects.Tiketti.DefinitionOf(note));
    }

    [Fact]
    public void Who_is_told_of_assignments_to_somebody_is_not_told_of_one_to_nobody()
    {
        var events = TicketKinds
            .Ticket.Sample!.Update(new() { AssigneeId = (long?)null }, Samples.Agent, Samples.At)
            .Events;
        var assigned = Assert.Single(events, one => one.Fact == TicketFacts.Assigned);
        Assert.Null(AllDialects.Maktab.DefinitionOf(assigned));
        Assert.Null(AllDialects.Tiketti.DefinitionOf(assigned));
        Assert.Equal("ticket.assigned", AllDialects.Ticketing.DefinitionOf(assigned)?.Name);
    }

    [Fact]
    public void A_ticket_that_is_late_twice_at_once_is_escalated_once_by_maktab_and_by_its_deadlines_by_ticketing()
    {
        HubEvent[] both = [Escalated(SlaTargets.FirstResponse), Escalated(SlaTargets.Resolution)];
        Assert.Single(both.Select(AllDialects.Maktab.DefinitionOf).OfType<EventDefinition>());
        Assert.Equal(
            ["alert.sla_frt_escalated", "alert.sla_rt_escalated"],
            both.Select(one => AllDialects.Ticketing.DefinitionOf(one)!.Name)
        );

        static HubEvent Escalated(string target)
        {
            var late = new SlaTarget { DueAt = Samples.At, EscalatedAt = Samples.At };
            var sla = new TicketSla
            {
                PolicyId = 5,
                FirstResponse = late,
                Resolution = late,
                Alert = new SlaAlert(target, Samples.At),
            };
            return Kinds.SampleOf(TicketFacts.Escalated) with
            {
                Subject = TicketKinds.Ticket.Of(TicketKinds.Ticket.Sample! with { Sla = sla }),
            };
        }
    }

    [Theory]
    [InlineData(TicketStatus.Resolved)]
    [InlineData(TicketStatus.Closed)]
    [InlineData(TicketStatus.Pending)]
    public void A_request_that_changes_everything_gives_each_name_once(TicketStatus status)
    {
        var patch = new TicketPatch
        {
            Subject = "Another one",
            Status = status,
            Priority = TicketPriority.Urgent,
            AssigneeId = 99,
        };
        var events = TicketKinds.Ticket.Sample!.Update(patch, Samples.Agent, Samples.At).Events;
        Assert.True(events.Count > 2);
        foreach (var dialect in AllDialects.Catalogue.All)
            Assert.Distinct(events.Select(dialect.DefinitionOf).OfType<EventDefinition>().Select(one => one.Name));
    }

    [Fact]
    public void Being_told_of_an_event_takes_a_scope_that_tokens_can_carry() =>
        Assert.All(AllDialects.Events, pair => Assert.Contains(pair.Event.Scope, Scope.All.Items));
}
