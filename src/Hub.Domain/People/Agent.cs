using System.Text.Json.Serialization;

namespace Hub.Domain.People;

/// <summary>Somebody who works tickets: a User to identity providers. The verbs that change it are in <c>AgentVerbs</c>.</summary>
public sealed record Agent
{
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    /// <summary>The primary address, or the user name when there is none.</summary>
    public required string Email { get; init; }

    /// <summary>As colleagues and requesters see it.</summary>
    public required string Name { get; init; }

    /// <summary>An inactive agent keeps its place in the history and may not sign in.</summary>
    public required bool IsActive { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Unique in the organization without regard to case.</summary>
    public string UserName { get; init; } = "";

    /// <summary>The identity provider's own id of the person.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The external id once more where nobody else may have the same.</summary>
    public string? ExternalIdClaim { get; init; }

    public long? DepartmentId { get; init; }

    /// <summary>The roles the agent was put into, by their uuid; roles above those come on top.</summary>
    public IReadOnlyList<Guid> RoleIds { get; init; } = [];

    /// <summary>
    /// Grows whenever access ends. A token or session carries the number it was issued under and is dead under any other,
    /// so one write ends all of them, and they stay dead when the agent comes back.
    /// </summary>
    public int AccessGeneration { get; init; }

    /// <summary>Everything else that is known; left out of events.</summary>
    public Attributes? Profile { get; init; }

    [JsonIgnore]
    public string Key => KeyOf(Uuid);

    /// <summary>The id of an agent's or role's document.</summary>
    public static string KeyOf(Guid uuid) => uuid.ToString();
}

/// <summary>What is left of a deleted agent, so that old tickets can still say who it was.</summary>
/// <param name="UserName">Absent for who was deleted before it was kept.</param>
public sealed record FormerAgent(
    long Id,
    Guid Uuid,
    string Name,
    string Email,
    DateTimeOffset CreatedAt,
    DateTimeOffset DeletedAt,
    string? UserName = null
)
{
    [JsonIgnore]
    public string Key => $"former-{Uuid}";
}
