using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Tickets;

public sealed class MergeTests
{
    [Fact]
    public void The_source_closes_and_points_at_the_target_which_lists_it()
    {
        var merge = Some.Ticket(1).MergeInto(Some.Ticket(2), Some.Token, Some.Now).State!;

        Assert.Equal((TicketStatus.Closed, 2), (merge.Source.Ticket.Status, merge.Source.Ticket.MergedIntoId));
        Assert.Equal(Some.Now, merge.Source.Ticket.ClosedAt);
        Assert.Equal([1], merge.Target.Ticket.MergedTicketIds);
        Assert.Equal(("merged", 2), (merge.Source.Timeline[0].Kind, merge.Source.Timeline[0].TicketId));
        Assert.Equal(("merged_from", 1), (merge.Target.Timeline[0].Kind, merge.Target.Timeline[0].TicketId));
    }

    [Fact]
    public void Merged_is_the_only_fact_and_the_source_s()
    {
        var decision = Some.Ticket(1).MergeInto(Some.Ticket(2), Some.Token, Some.Now);

        var merged = Assert.Single(decision.Events);
        Assert.Equal(TicketFacts.Merged, merged.Fact);
        Assert.Same(decision.State!.Source.Ticket, merged.About<Ticket>());
    }

    [Fact]
    public void A_merge_cut_short_after_its_first_step_is_completed_by_repeating_it()
    {
        var (source, target) = (Some.Ticket(1), Some.Ticket(2));
        var listed = source.MergeInto(target, Some.Token, Some.Then).State!.Target.Ticket;

        var repeated = source.MergeInto(listed with { Status = TicketStatus.Closed }, Some.Token, Some.Now).State!;

        Assert.False(repeated.Target.HasEffect);
        Assert.Equal([1], repeated.Target.Ticket.MergedTicketIds);
        Assert.Equal(2, repeated.Source.Ticket.MergedIntoId);
    }

    [Fact]
    public void The_target_s_line_of_history_follows_from_the_two_tickets()
    {
        var (source, target) = (Some.Ticket(1), Some.Ticket(2));

        var one = source.MergeInto(target, Some.Token, Some.Then).State!.Target.Timeline[0].Id;
        var other = source.MergeInto(target, Some.Token, Some.Now).State!.Target.Timeline[0].Id;

        Assert.Equal(one, other);
    }

    [Fact]
    public void A_ticket_is_not_merged_into_itself() => Refused("merge_into_self", Some.Ticket(1), Some.Ticket(1));

    [Fact]
    public void A_merged_ticket_is_not_merged_again() => Refused("ticket_merged", Some.Merged(1), Some.Ticket(9));

    [Fact]
    public void A_merged_ticket_is_no_target() => Refused("merge_target_merged", Some.Ticket(9), Some.Merged(1));

    [Fact]
    public void A_closed_ticket_is_no_target() =>
        Refused("merge_target_closed", Some.Ticket(9), Some.Ticket(TicketStatus.Closed, 1));

    [Fact]
    public void Of_two_tickets_on_their_way_into_each_other_the_newer_goes_into_the_older()
    {
        var (older, newer) = (Some.Ticket(1), Some.Ticket(2));
        var olderLists = newer.MergeInto(older, Some.Token, Some.Then).State!.Target.Ticket;
        var newerLists = older.MergeInto(newer, Some.Token, Some.Then).State!.Target.Ticket;

        Refused("merge_crossed", olderLists, newer);
        Refused("merge_crossed", olderLists, newerLists);
        var merge = newerLists.MergeInto(olderLists, Some.Token, Some.Now).State!;

        Assert.Equal(1, merge.Source.Ticket.MergedIntoId);
        Assert.Empty(merge.Source.Ticket.MergedTicketIds);
        Assert.Equal([2], merge.Target.Ticket.MergedTicketIds);
    }

    [Fact]
    public void A_deleted_ticket_fires_deleted_with_its_last_state()
    {
        var ticket = Some.Merged();

        var deleted = Assert.Single(ticket.Delete(Some.Token, Some.Now).Events);

        Assert.Equal(TicketFacts.Deleted, deleted.Fact);
        Assert.Same(ticket, deleted.About<Ticket>());
    }

    private static void Refused(string code, Ticket source, Ticket target)
    {
        var decision = source.MergeInto(target, Some.Token, Some.Now);

        Assert.Equal(code, decision.Refusal?.Code);
        Assert.Empty(decision.Events);
    }
}
