using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain.Assignment;
using Hub.Domain.Tickets;
using Hub.Tickets;
using Hub.Wire.Bodies;
using Hub.Workflows;

namespace Hub.Assignment;

/// <summary>What a rule does to a ticket; what is left out stays as it is. What a ticket does not take is left out and reported.</summary>
internal sealed record AssignmentRuleActions
{
    /// <summary>Who gets it.</summary>
    [MethodFits]
    public RuleAssignee? Assign { get; init; }

    /// <summary>Tags that it gets.</summary>
    /// <example>["network"]</example>
    [Length(0, TicketRules.MostTags), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? AddTags { get; init; }

    /// <summary>Tags that are taken away from it.</summary>
    /// <example>[]</example>
    [Length(0, TicketRules.MostTags), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? RemoveTags { get; init; }

    /// <summary>How soon it wants attention from then on.</summary>
    public TicketPriority? Priority { get; init; }

    /// <summary>The department it goes to, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>The status it goes to, by its id in the workflow, where a way of the workflow leads there.</summary>
    [Length(1, 40)]
    public string? StatusId { get; init; }

    /// <summary>How it ended; only with a status_id that is resolved or closed.</summary>
    [Length(1, MoveTicket.LongestResolution)]
    public string? Resolution { get; init; }

    /// <summary>Values of your own to set by name, or to take away from it.</summary>
    /// <example>{"floor": 3}</example>
    [CustomFields]
    public Dictionary<string, JsonElement>? CustomFields { get; init; }

    public RuleActions ToActions() =>
        new()
        {
            Assign = Assign?.ToAssignment(),
            AddTags = TicketRules.Tidy(AddTags),
            RemoveTags = TicketRules.Tidy(RemoveTags),
            Priority = Priority,
            DepartmentId = DepartmentId,
            StatusId = StatusId,
            Resolution = Resolution,
            CustomFields = CustomFields is { Count: > 0 } ? CustomFields : null,
        };

    public static AssignmentRuleActions Of(RuleActions actions) =>
        new()
        {
            Assign = actions.Assign is { } assign ? RuleAssignee.Of(assign) : null,
            AddTags = actions.AddTags is { Count: > 0 } added ? added : null,
            RemoveTags = actions.RemoveTags is { Count: > 0 } removed ? removed : null,
            Priority = actions.Priority,
            DepartmentId = actions.DepartmentId,
            StatusId = actions.StatusId,
            Resolution = actions.Resolution,
            CustomFields = actions.CustomFields?.ToDictionary(),
        };
}

/// <summary>
/// Who gets a ticket by a rule: exactly one of agent_id, agent_ids, department_id, role_id and rotation_id. Who is not active is
/// passed over, and a ticket that one of those who may get it has stays there.
/// </summary>
/// <example>{"method": "round_robin", "agent_ids": [1]}</example>
internal sealed record RuleAssignee
{
    /// <summary>
    /// How one of several is found: round_robin, one after the other, when absent, or least_loaded, who has the fewest tickets that
    /// are neither resolved nor closed. With agent_id it is agent, with rotation_id on_call.
    /// </summary>
    /// <example>round_robin</example>
    public AssignmentMethod? Method { get; init; }

    /// <summary>The agent who gets it, by their id.</summary>
    [IdOf("agent")]
    public long? AgentId { get; init; }

    /// <summary>The agents of whom one gets it, by their ids, in the order of their turns.</summary>
    /// <example>[1]</example>
    [IdOf("agent"), Length(1, 100)]
    public IReadOnlyList<long>? AgentIds { get; init; }

    /// <summary>The department of whose agents one gets it, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>The role of whose agents one gets it, by its id.</summary>
    [IdOf("role")]
    public long? RoleId { get; init; }

    /// <summary>The on-call rotation: whoever is on call in it gets it, by its id.</summary>
    [IdOf("on_call_rotation")]
    public long? RotationId { get; init; }

    /// <summary>The method where none is given.</summary>
    private AssignmentMethod Usual =>
        AgentId is not null ? AssignmentMethod.Agent
        : RotationId is not null ? AssignmentMethod.OnCall
        : AssignmentMethod.RoundRobin;

    public RuleAssignment ToAssignment() =>
        new(Method ?? Usual)
        {
            AgentId = AgentId,
            AgentIds = [.. (AgentIds ?? []).Distinct()],
            DepartmentId = DepartmentId,
            RoleId = RoleId,
            RotationId = RotationId,
        };

    public static RuleAssignee Of(RuleAssignment assign) =>
        new()
        {
            Method = assign.Method,
            AgentId = assign.AgentId,
            AgentIds = assign.AgentIds is { Count: > 0 } agents ? agents : null,
            DepartmentId = assign.DepartmentId,
            RoleId = assign.RoleId,
            RotationId = assign.RotationId,
        };
}
