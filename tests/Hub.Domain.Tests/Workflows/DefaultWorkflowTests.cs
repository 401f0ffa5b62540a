using Hub.Domain.Tests.Tickets;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using Xunit;

namespace Hub.Domain.Tests.Workflows;

public sealed class DefaultWorkflowTests
{
    [Fact]
    public void It_holds_together() => Assert.False(Workflow.Default.Check().IsRefused);

    /// <summary>The rule that there was before there were workflows.</summary>
    [Fact]
    public void It_lets_a_ticket_go_where_it_always_could()
    {
        foreach (var from in Enum.GetValues<TicketStatus>())
        foreach (var to in Enum.GetValues<TicketStatus>())
        {
            var isAllowed =
                from == to
                || from is TicketStatus.Open or TicketStatus.Pending or TicketStatus.OnHold
                || (from == TicketStatus.Resolved && to is TicketStatus.Open or TicketStatus.Closed);
            var decision = Some.Ticket(from).Update(new TicketPatch { Status = to }, Some.Token, Some.Now);
            Assert.Equal(isAllowed, !decision.IsRefused);
        }
    }

    [Fact]
    public void Clocks_stand_where_they_always_stood() =>
        Assert.Equal(
            [TicketStatus.Pending, TicketStatus.Resolved, TicketStatus.Closed],
            Enum.GetValues<TicketStatus>().Where(status => Workflow.Default.Of(status).StopsSla)
        );
}
