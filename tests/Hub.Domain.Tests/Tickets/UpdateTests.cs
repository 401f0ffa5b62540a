using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Tickets;

public sealed class UpdateTests
{
    [Fact]
    public void An_update_that_changes_nothing_fires_nothing_and_leaves_the_time_alone()
    {
        var ticket = Some.Ticket() with { Tags = ["a", "b"] };
        var patch = new TicketPatch
        {
            Subject = ticket.Subject,
            Status = TicketStatus.Open,
            Tags = new Optional<IReadOnlyList<string>>(["b", "a"]),
            CustomFields = new Dictionary<string, System.Text.Json.JsonElement> { ["gone"] = Some.Json("null") },
        };

        var decision = ticket.Update(patch, Some.Token, Some.Now);

        Assert.False(decision.State!.HasEffect);
        Assert.Empty(decision.Events);
        Assert.Equal(ticket.UpdatedAt, decision.State.Ticket.UpdatedAt);
    }

    [Fact]
    public void A_ticket_that_goes_to_nobody_is_assigned_too()
    {
        var ticket = Some.Ticket() with { AssigneeId = 7 };

        var events = ticket.Update(new() { AssigneeId = (long?)null }, Some.Token, Some.Now).Events;

        Assert.Equal([TicketFacts.Updated, TicketFacts.Assigned], events.Select(one => one.Fact));
        Assert.Equal("7", events[1].Changes![0].From.GetRawText());
        Assert.Equal("null", events[1].Changes![0].To.GetRawText());
    }

    [Fact]
    public void Updated_lists_every_change_and_status_and_assignee_have_facts_of_their_own()
    {
        var patch = new TicketPatch
        {
            Subject = "VPN down",
            Status = TicketStatus.Pending,
            AssigneeId = 7,
            Tags = new Optional<IReadOnlyList<string>>(["vpn"]),
        };

        var decision = Some.Ticket().Update(patch, Some.Token, Some.Now);

        Assert.Equal(
            [TicketFacts.Updated, TicketFacts.StatusChanged, TicketFacts.Assigned],
            decision.Events.Select(one => one.Fact)
        );
        Assert.Equal(
            ["subject", "status", "assignee_id", "tags"],
            decision.Events[0].Changes!.Select(one => one.Field)
        );
        Assert.Equal(["status"], decision.Events[1].Changes!.Select(one => one.Field));
        Assert.Equal(["assignee_id"], decision.Events[2].Changes!.Select(one => one.Field));
        Assert.All(decision.Events, one => Assert.Same(decision.State!.Ticket, one.About<Ticket>()));
    }

    [Theory]
    [InlineData(TicketStatus.Resolved, "resolved")]
    [InlineData(TicketStatus.Closed, "closed")]
    public void Resolving_and_closing_fire_facts_of_their_own(TicketStatus status, string action)
    {
        var decision = Some.Ticket().Update(new TicketPatch { Status = status }, Some.Token, Some.Now);

        Assert.Equal(
            [TicketFacts.Updated, TicketFacts.StatusChanged, Fact.Of("ticket", action)],
            decision.Events.Select(one => one.Fact)
        );
    }

    [Fact]
    public void Custom_fields_are_merged_by_name_and_null_removes_one()
    {
        var ticket = Some.Ticket() with
        {
            CustomFields = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["floor"] = Some.Json("3"),
                ["room"] = Some.Json("\"B\""),
                ["kept"] = Some.Json("true"),
            },
        };
        var patch = new TicketPatch
        {
            CustomFields = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["floor"] = Some.Json("4"),
                ["room"] = Some.Json("null"),
                ["kept"] = Some.Json("true"),
            },
        };

        var decision = ticket.Update(patch, Some.Token, Some.Now);

        Assert.Equal(["floor", "kept"], decision.State!.Ticket.CustomFields.Keys.Order());
        Assert.Equal(
            ["custom_fields.floor", "custom_fields.room"],
            decision.Events[0].Changes!.Select(one => one.Field).Order()
        );
    }

    [Fact]
    public void The_history_has_one_line_each_for_status_assignee_and_the_rest()
    {
        var patch = new TicketPatch
        {
            Subject = "A",
            Description = "B",
            Status = TicketStatus.Pending,
            AssigneeId = 7,
        };

        var timeline = Some.Ticket().Update(patch, Some.Token, Some.Now).State!.Timeline;

        Assert.Equal(["assigned", "status_changed", "updated"], timeline.Select(entry => entry.Kind).Order());
        Assert.Equal(2, timeline.Single(entry => entry.Kind == "updated").Changes!.Count);
    }

    [Fact]
    public void The_times_of_resolving_and_closing_come_and_go_with_the_status()
    {
        var resolved = Some.Ticket(TicketStatus.Resolved);
        var reopened = resolved
            .Update(new TicketPatch { Status = TicketStatus.Open }, Some.Token, Some.Now)
            .State!.Ticket;
        var closed = resolved
            .Update(new TicketPatch { Status = TicketStatus.Closed }, Some.Token, Some.Now)
            .State!.Ticket;

        Assert.Equal(Some.Then, resolved.ResolvedAt);
        Assert.Null(reopened.ResolvedAt);
        Assert.Equal((Some.Then, Some.Now), (closed.ResolvedAt, closed.ClosedAt));
    }

    [Theory]
    [InlineData(TicketStatus.Closed, TicketStatus.Open)]
    [InlineData(TicketStatus.Closed, TicketStatus.Resolved)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Pending)]
    [InlineData(TicketStatus.Resolved, TicketStatus.OnHold)]
    public void Some_moves_are_refused(TicketStatus from, TicketStatus to)
    {
        var decision = Some.Ticket(from).Update(new TicketPatch { Status = to }, Some.Token, Some.Now);

        Assert.Equal("transition_refused", decision.Refusal!.Code);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_merged_ticket_takes_no_changes()
    {
        var decision = Some.Merged().Update(new TicketPatch { Subject = "New" }, Some.Token, Some.Now);

        Assert.Equal("ticket_merged", decision.Refusal!.Code);
    }
}
