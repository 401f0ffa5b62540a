using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Tickets;

public sealed class ReplyTests
{
    private static readonly NewReply ByRequester = new(5, "Still broken", false, By("User@company.com"));

    [Fact]
    public void A_public_reply_counts_and_fires_reply_added()
    {
        var decision = Some.Ticket().AddReply(new NewReply(5, "Try again", false), Some.Token, Some.Now);

        Assert.Equal(1, decision.State!.Ticket.ReplyCount);
        Assert.Equal(Some.Now, decision.State.Ticket.UpdatedAt);
        Assert.Equal(Some.Token, decision.State.Added!.Author);
        var added = Assert.Single(decision.Events);
        Assert.Equal(ReplyFacts.Added, added.Fact);
        Assert.Same(decision.State.Added, added.About<Reply>());
        Assert.Equal(5, Assert.Single(decision.State.Timeline).ReplyId);
    }

    [Fact]
    public void A_note_does_not_count_and_fires_note_added()
    {
        var decision = Some.Ticket().AddReply(new NewReply(5, "Check the router", true), Some.Token, Some.Now);

        Assert.Equal(0, decision.State!.Ticket.ReplyCount);
        Assert.Equal([ReplyFacts.NoteAdded], decision.Events.Select(one => one.Fact));
        Assert.Equal("noted", Assert.Single(decision.State.Timeline).Kind);
    }

    [Fact]
    public void The_requester_s_reply_opens_a_resolved_ticket_again()
    {
        var decision = Some.Ticket(TicketStatus.Resolved).AddReply(ByRequester, Some.Token, Some.Now);

        Assert.Equal(TicketStatus.Open, decision.State!.Ticket.Status);
        Assert.Null(decision.State.Ticket.ResolvedAt);
        Assert.Equal(
            [ReplyFacts.Added, TicketFacts.Updated, TicketFacts.StatusChanged],
            decision.Events.Select(one => one.Fact)
        );
        Assert.All(decision.Events, one => Assert.Equal(("contact", "Uma"), (one.Actor.Kind, one.Actor.Name)));
        Assert.Equal(["replied", "status_changed"], decision.State.Timeline.Select(entry => entry.Kind));
    }

    [Fact]
    public void Somebody_else_s_reply_leaves_a_resolved_ticket_resolved()
    {
        var draft = ByRequester with { Author = By("other@company.com", "Otto") };

        var decision = Some.Ticket(TicketStatus.Resolved).AddReply(draft, Some.Token, Some.Now);

        Assert.Equal(TicketStatus.Resolved, decision.State!.Ticket.Status);
        Assert.Equal("Otto", decision.State.Added!.Author.Name);
    }

    [Fact]
    public void The_requester_is_known_by_the_contact_under_another_address_too()
    {
        var moved = ByRequester with { Author = Some.Una with { Email = "una@elsewhere.com", Name = "Una Berg" } };

        var decision = Some.Ticket(TicketStatus.Resolved).AddReply(moved, Some.Token, Some.Now);

        Assert.Equal(TicketStatus.Open, decision.State!.Ticket.Status);
        Assert.Equal(new Actor("contact", $"{Some.Una.Id}", "Una Berg"), decision.State.Added!.Author);
    }

    [Fact]
    public void A_closed_ticket_takes_notes_and_no_public_replies()
    {
        var closed = Some.Ticket(TicketStatus.Closed);

        Assert.Equal("ticket_closed", closed.AddReply(ByRequester, Some.Token, Some.Now).Refusal!.Code);
        Assert.False(closed.AddReply(new NewReply(5, "For the record", true), Some.Token, Some.Now).IsRefused);
    }

    [Fact]
    public void The_requester_cannot_write_a_note()
    {
        var decision = Some.Ticket().AddReply(ByRequester with { Internal = true }, Some.Token, Some.Now);

        Assert.Equal(("note_by_requester", "author_email"), (decision.Refusal!.Code, decision.Refusal.Field));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void Deleting_a_reply_uncounts_it_when_it_was_public(bool isInternal, int left)
    {
        var ticket = Some.Ticket() with { ReplyCount = 2 };
        var reply = Some.Reply(isInternal);

        var decision = ticket.DeleteReply(reply, Some.Token, Some.Now);

        Assert.Equal(left, decision.State!.Ticket.ReplyCount);
        Assert.Same(reply, decision.State.Removed);
        var deleted = Assert.Single(decision.Events);
        Assert.Equal(ReplyFacts.Deleted, deleted.Fact);
        Assert.Same(reply, deleted.About<Reply>());
    }

    [Fact]
    public void A_merged_ticket_takes_and_loses_no_replies()
    {
        var note = new NewReply(5, "Late", true);

        Assert.Equal("ticket_merged", Some.Merged().AddReply(note, Some.Token, Some.Now).Refusal!.Code);
        Assert.Equal("ticket_merged", Some.Merged().DeleteReply(Some.Reply(), Some.Token, Some.Now).Refusal!.Code);
    }

    private static Requester By(string email, string? name = null) => Requester.Of(Some.Acme.Id, email, name);
}
