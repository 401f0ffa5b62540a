using Hub.Domain.Assignment;
using Hub.Domain.Documents;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.OnCall;
using Hub.People;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Assignment;

/// <summary>Who may get a ticket by a rule, and who of them has the fewest, as the store says at this moment.</summary>
internal sealed class AssigneeBook(IStore store, RoleDirectory roles, OnCallBook onCall, TimeProvider clock)
{
    /// <summary>Of a department or role so many may get tickets by one rule: those with the lowest numbers.</summary>
    public const int MostAgents = 100;

    /// <summary>So many agents' tickets are counted at once.</summary>
    private const int CountedAtOnce = 8;

    private static readonly IReadOnlyList<FieldValue> OpenStatuses =
    [
        .. new[] { TicketStatus.Open, TicketStatus.Pending, TicketStatus.OnHold }.Select(one =>
            FieldValue.Text(one.Name())
        ),
    ];

    /// <summary>Those who may, in the order of their turns: who is not active is passed over.</summary>
    public async Task<IReadOnlyList<long>> Eligible(
        OrganizationId organization,
        RuleAssignment assign,
        CancellationToken cancellation
    ) =>
        assign switch
        {
            { RotationId: { } rotation } => await OnCall(organization, rotation, cancellation),
            { DepartmentId: { } department } => await Among(
                organization,
                Filter.Equal("department_id", FieldValue.Integer(department)),
                cancellation
            ),
            { RoleId: { } role } => await InRole(organization, role, cancellation),
            { AgentId: { } agent } => await Active(organization, [agent], cancellation),
            _ => await Active(organization, assign.AgentIds, cancellation),
        };

    /// <summary>The one with the fewest open, pending and waiting tickets; of equals the first.</summary>
    public async Task<long> LeastLoaded(
        OrganizationId organization,
        IReadOnlyList<long> agents,
        CancellationToken cancellation
    )
    {
        var loads = new List<(long Agent, long Tickets)>();
        foreach (var some in agents.Chunk(CountedAtOnce))
            loads.AddRange(await Task.WhenAll(some.Select(agent => Load(organization, agent, cancellation))));
        return loads.MinBy(one => one.Tickets).Agent;
    }

    private async Task<(long, long)> Load(OrganizationId organization, long agent, CancellationToken cancellation)
    {
        var query = new Query
        {
            Filter = Filter.AllOf([
                Filter.Equal("assignee_id", FieldValue.Integer(agent)),
                new Filter.In("status", OpenStatuses),
            ]),
            Limit = 0,
            Count = true,
        };
        return (agent, (await store.Query(TicketDocuments.Ticket, organization, query, cancellation)).Total!.Value);
    }

    private async Task<IReadOnlyList<long>> OnCall(OrganizationId organization, long id, CancellationToken cancellation)
    {
        if (await OnCallApi.Rotations.Find(store, organization, id, cancellation) is not { Value: var rotation })
            return [];
        var active = await onCall.ActiveAgents(organization, rotation.Everybody, cancellation);
        return new Roster(rotation, active.ContainsKey).At(clock.Now()).Now is { AgentId: var agent } ? [agent] : [];
    }

    private async Task<IReadOnlyList<long>> InRole(OrganizationId organization, long id, CancellationToken cancellation)
    {
        if (await PeopleRepositories.Roles.Find(store, organization, id, cancellation) is not { Value.Uuid: var role })
            return [];
        var carriers = await roles.Carriers(organization, [role], cancellation);
        var keys = carriers.Select(one => FieldValue.Text(Agent.KeyOf(one)));
        return await Among(organization, new Filter.Any("groups", new Filter.In("value", [.. keys])), cancellation);
    }

    private async Task<IReadOnlyList<long>> Among(
        OrganizationId organization,
        Filter agents,
        CancellationToken cancellation
    )
    {
        var query = new Query
        {
            Partition = PeopleDocuments.Partition,
            Filter = Filter.AllOf([agents, Filter.Equal("active", FieldValue.Flag(true))]),
            Sort = [new Sort("number")],
            Limit = MostAgents,
        };
        var page = await store.Query(PeopleDocuments.Agent, organization, query, cancellation);
        return [.. page.Items.Select(one => one.Value.Id)];
    }

    private async Task<IReadOnlyList<long>> Active(
        OrganizationId organization,
        IReadOnlyList<long> agents,
        CancellationToken cancellation
    )
    {
        var active = await onCall.ActiveAgents(organization, agents, cancellation);
        return [.. agents.Where(active.ContainsKey)];
    }
}
