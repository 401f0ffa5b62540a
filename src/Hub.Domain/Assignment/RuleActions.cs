using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Tickets;

namespace Hub.Domain.Assignment;

/// <summary>What a rule does to a ticket; what is absent stays as it is.</summary>
public sealed record RuleActions
{
    public RuleAssignment? Assign { get; init; }

    public IReadOnlyList<string> AddTags { get; init; } = [];

    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    public TicketPriority? Priority { get; init; }

    public long? DepartmentId { get; init; }

    /// <summary>The status to go to, by a way of the workflow.</summary>
    public string? StatusId { get; init; }

    /// <summary>How it ended, for a way that takes a resolution.</summary>
    public string? Resolution { get; init; }

    /// <summary>Merged into the ticket's own by key; a JSON null removes the key.</summary>
    public IReadOnlyDictionary<string, JsonElement>? CustomFields { get; init; }
}

/// <summary>Who gets a ticket: an agent, one of several, or whoever is on call.</summary>
public sealed record RuleAssignment(AssignmentMethod Method)
{
    /// <summary>The agent who gets it, by <see cref="AssignmentMethod.Agent"/>.</summary>
    public long? AgentId { get; init; }

    /// <summary>One of these gets it; or of the department's agents, or of the role's.</summary>
    public IReadOnlyList<long> AgentIds { get; init; } = [];

    public long? DepartmentId { get; init; }

    public long? RoleId { get; init; }

    /// <summary>Whoever is on call in it gets the ticket, by <see cref="AssignmentMethod.OnCall"/>.</summary>
    public long? RotationId { get; init; }
}

/// <summary>How the agent is found who gets a ticket.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssignmentMethod>))]
public enum AssignmentMethod
{
    [JsonStringEnumMemberName("agent")]
    Agent,

    [JsonStringEnumMemberName("round_robin")]
    RoundRobin,

    [JsonStringEnumMemberName("least_loaded")]
    LeastLoaded,

    [JsonStringEnumMemberName("on_call")]
    OnCall,
}
