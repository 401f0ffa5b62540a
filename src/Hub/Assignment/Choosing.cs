using System.Globalization;
using Hub.Domain.Assignment;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;

namespace Hub.Assignment;

/// <summary>
/// Chooses who gets a ticket, by each rule once: however often a change is tried, and a rule met, it comes to the same agent. A
/// ticket that one of those who may get it has already stays there.
/// </summary>
/// <param name="take">Takes the next number of a counter; absent where nobody's turn is to be used up.</param>
internal sealed class Choosing(
    AssigneeBook book,
    OrganizationId organization,
    Func<OrganizationId, string, CancellationToken, ValueTask<long>>? take,
    CancellationToken cancellation
)
{
    private readonly Dictionary<long, IReadOnlyList<long>> eligible = [];
    private readonly Dictionary<long, long> chosen = [];

    public async ValueTask<Choice> Choose(AssignmentRule rule, Ticket ticket)
    {
        var assign = rule.Actions.Assign!;
        if (!eligible.TryGetValue(rule.Id, out var agents))
            eligible[rule.Id] = agents = await book.Eligible(organization, assign, cancellation);
        if (agents.Count == 0)
            return new Choice(null, WhyNobody(assign));
        if (ticket.AssigneeId is { } has && agents.Contains(has))
            return new Choice(has);
        if (chosen.TryGetValue(rule.Id, out var agent))
            return new Choice(agent);
        if (assign.Method == AssignmentMethod.RoundRobin && take is null)
            return new Choice(null, OneOf: agents);
        chosen[rule.Id] = agent = assign.Method switch
        {
            AssignmentMethod.RoundRobin => agents[await Turn(rule.Id, agents.Count)],
            AssignmentMethod.LeastLoaded => await book.LeastLoaded(organization, agents, cancellation),
            _ => agents[0],
        };
        return new Choice(agent);
    }

    /// <summary>Turns are numbered by a counter of the rule's own, which costs no write of a document that all runs share.</summary>
    private async ValueTask<int> Turn(long rule, int agents) =>
        (int)((await take!(organization, $"assignment_rule_turn-{rule}", cancellation) - 1) % agents);

    private static string WhyNobody(RuleAssignment assign) =>
        assign switch
        {
            { RotationId: { } rotation } => Invariant($"Nobody is on call in the rotation {rotation}."),
            { DepartmentId: { } department } => Invariant($"Nobody in the department {department} is an active agent."),
            { RoleId: { } role } => Invariant($"Nobody with the role {role} is an active agent."),
            { AgentId: { } agent } => Invariant($"The agent {agent} is not active."),
            _ => Invariant($"None of the agents {string.Join(", ", assign.AgentIds)} is active."),
        };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
