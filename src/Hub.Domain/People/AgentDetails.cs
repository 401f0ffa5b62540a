using System.Text.Json;

namespace Hub.Domain.People;

/// <summary>What a create or an update says of an agent.</summary>
public sealed record AgentDetails
{
    public required string UserName { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Whether two agents may not share an external id.</summary>
    public bool ClaimsExternalId { get; init; } = true;

    public bool IsActive { get; init; } = true;

    public long? DepartmentId { get; init; }

    public Attributes Profile { get; init; } = Attributes.None;

    public string Email => Value(Profile.Primary("emails")) ?? UserName;

    public string Name =>
        Profile.Text("displayName")
        ?? Profile.Text("name", "formatted")
        ?? Joined(Profile.Text("name", "givenName"), Profile.Text("name", "familyName"))
        ?? UserName;

    public static AgentDetails Of(Agent agent) =>
        new()
        {
            UserName = agent.UserName,
            ExternalId = agent.ExternalId,
            ClaimsExternalId = agent.ExternalId is null || agent.ExternalIdClaim is not null,
            IsActive = agent.IsActive,
            DepartmentId = agent.DepartmentId,
            Profile = agent.Profile ?? Attributes.None,
        };

    private static string? Value(JsonElement? element) =>
        element is { } present ? Attributes.TextOf(Attributes.Member(present, "value")) : null;

    private static string? Joined(string? given, string? family) =>
        (given, family) switch
        {
            (null, null) => null,
            (null, _) => family,
            (_, null) => given,
            _ => $"{given} {family}",
        };
}
