using Hub.Domain.Assignment;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Workflows;

namespace Hub.Assignment;

/// <summary>Tries a rule on the newest tickets, each as if it had just been created or updated, and changes nothing.</summary>
internal sealed class DryRuns(IStore store, AssigneeBook assignees, WorkflowBook workflows, TimeProvider clock)
{
    public const int MostTickets = 100;

    public const int DefaultTickets = 25;

    public async Task<AssignmentRuleDryRunResponse> Of(
        AssignmentRule rule,
        int tickets,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var newest = new Query { Sort = [new Sort("id", Descending: true)], Limit = tickets };
        var page = await store.Query(TicketDocuments.Ticket, organization, newest, cancellation);
        var (ready, workflow) = (ReadyRule.Of(rule), await workflows.Of(organization, cancellation));
        var choosing = new Choosing(assignees, organization, take: null, cancellation);
        var tried = new List<DryRunTicket>();
        foreach (var ticket in page.Items.Select(one => one.Value).Where(ready.Covers))
            tried.Add(await Try(rule, ticket, workflow, choosing));
        return new AssignmentRuleDryRunResponse(page.Items.Count, tried.Count, tried);
    }

    private async Task<DryRunTicket> Try(
        AssignmentRule rule,
        Ticket ticket,
        Domain.Workflows.Workflow workflow,
        Choosing choosing
    )
    {
        var problems = new List<string>();
        var choice = rule.Actions.Assign is null ? default : await choosing.Choose(rule, ticket);
        if (choice.Problem is { } nobody)
            problems.Add(nobody);
        var done = ticket.Follow(rule, choice.AgentId, workflow, clock.Now(), problems.Add);
        var changes = TicketDifferences.Between(ticket, done.State!.Ticket);
        return DryRunTicket.Of(ticket, changes, choice, problems);
    }
}
