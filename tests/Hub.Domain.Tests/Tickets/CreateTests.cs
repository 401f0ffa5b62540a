using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Tickets;

public sealed class CreateTests
{
    [Fact]
    public void A_new_ticket_is_open_and_carries_its_organizations_code()
    {
        var decision = TicketVerbs.Create(Some.Draft(), Some.Token, Some.Now);

        Assert.Equal(TicketStatus.Open, decision.State!.Status);
        Assert.Equal("ACME-42", decision.State.Code);
        Assert.Equal(Some.Now, decision.State.CreatedAt);
        Assert.Equal(Some.Now, decision.State.UpdatedAt);
    }

    [Fact]
    public void It_fires_created_with_the_ticket_in_the_ticket_s_partition()
    {
        var decision = TicketVerbs.Create(Some.Draft(), Some.Token, Some.Now);

        var created = Assert.Single(decision.Events);
        Assert.Equal(TicketFacts.Created, created.Fact);
        Assert.Equal("ticket-42", created.Partition);
        Assert.Equal(Some.Acme.Id, created.Organization);
        Assert.Equal(Some.Token, created.Actor);
        Assert.Same(decision.State, created.About<Ticket>());
    }

    [Fact]
    public void A_ticket_born_with_an_assignee_fires_assigned_too()
    {
        var decision = TicketVerbs.Create(Some.Draft() with { AssigneeId = 7 }, Some.Token, Some.Now);

        Assert.Equal([TicketFacts.Created, TicketFacts.Assigned], decision.Events.Select(one => one.Fact));
        var change = Assert.Single(decision.Events[1].Changes!);
        Assert.Equal(("assignee_id", "null", "7"), (change.Field, change.From.GetRawText(), change.To.GetRawText()));
    }

    [Fact]
    public void The_same_address_is_the_same_person_whatever_the_case_and_so_is_the_same_contact()
    {
        var other = Requester.Of(Some.Acme.Id, "USER@company.com", null);

        Assert.True(other.Is(Some.Una));
        Assert.Equal(other.Id, Requester.Of(Some.Acme.Id, "user@COMPANY.com", "Uma").Id);
        Assert.True((Some.Una with { Email = "una@elsewhere.com" }).Is(Some.Una));
        Assert.False((Some.Una with { Email = "una@elsewhere.com", ContactId = 6 }).Is(Some.Una));
        Assert.False(Requester.Of(Some.Acme.Id, "una@elsewhere.com", null).Is(other));
    }
}
