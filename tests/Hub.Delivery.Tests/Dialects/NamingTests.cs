using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Records;
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
    public void A_fact_has_at_most_one_name_and_a_name_one_fact()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
        {
            Assert.Distinct(dialect.Events.Select(one => one.Fact));
            Assert.Distinct(dialect.Events.Select(one => one.Name));
            foreach (var one in dialect.Events)
                Assert.Equal(one.Name, dialect.NameOf(one.Fact));
        }
    }

    [Fact]
    public void A_fact_that_a_dialect_does_not_speak_of_has_no_name()
    {
        Assert.Null(AllDialects.Maktab.NameOf(TicketFacts.StatusChanged));
        Assert.Null(AllDialects.Maktab.NameOf(ReplyFacts.Deleted));
        Assert.Null(AllDialects.Tiketti.NameOf(ReplyFacts.NoteAdded));
        Assert.Null(AllDialects.Tiketti.NameOf(TicketFacts.Resolved));
    }

    [Fact]
    public void The_test_ping_is_sent_in_every_dialect_and_subscribed_to_in_none()
    {
        foreach (var dialect in AllDialects.Catalogue.All)
        {
            Assert.Equal("test.ping", dialect.NameOf(Fact.TestPing));
            Assert.Null(dialect.Find("test.ping"));
        }
    }

    [Fact]
    public void Tiketti_tells_of_the_deletion_of_a_public_message_only()
    {
        var deleted = Kinds.SampleOf(ReplyFacts.Deleted);
        var note = deleted with { Subject = TicketKinds.Reply.Of(deleted.About<Reply>()! with { Internal = true }) };
        Assert.Equal("message.deleted", AllDialects.Tiketti.NameOf(deleted));
        Assert.Null(AllDialects.Tiketti.NameOf(note));
    }

    [Fact]
    public void Being_told_of_an_event_takes_a_scope_that_tokens_can_carry() =>
        Assert.All(AllDialects.Events, pair => Assert.Contains(pair.Event.Scope, Scope.All.Items));
}
