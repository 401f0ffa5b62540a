using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Hub.Domain;
using Hub.Domain.People;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.People;

/// <summary>An agent account to create.</summary>
/// <example>{"name": "Ada Lovelace", "email": "ada@company.com"}</example>
internal sealed record CreateUser
{
    public const int LongestText = 255;

    /// <summary>The agent's e-mail address.</summary>
    [Required, MaxLength(LongestText), EmailAddress]
    public string? Email { get; init; }

    /// <summary>The name that colleagues and requesters see.</summary>
    [Required, MaxLength(LongestText)]
    public string? Name { get; init; }

    /// <summary>What the agent signs in with, unique in the organization whatever the case; the address when absent.</summary>
    [MaxLength(LongestText)]
    public string? UserName { get; init; }

    /// <summary>The agent's position.</summary>
    [MaxLength(LongestText)]
    public string? Title { get; init; }

    /// <summary>A telephone number.</summary>
    [MaxLength(LongestText)]
    public string? Phone { get; init; }

    /// <summary>The department the agent belongs to, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>The roles the agent has, by their ids.</summary>
    [IdOf("role")]
    public IReadOnlyList<long>? RoleIds { get; init; }

    public AgentDetails ToDetails(string? department)
    {
        var profile = new JsonObject();
        ProfileEdits.SetName(profile, Name!);
        ProfileEdits.SetFirst(profile, "emails", Email!);
        ProfileEdits.Set(profile, "title", Title);
        ProfileEdits.SetFirst(profile, "phoneNumbers", Phone);
        ProfileEdits.SetDepartment(profile, department);
        return new AgentDetails
        {
            UserName = string.IsNullOrEmpty(UserName) ? Email! : UserName,
            DepartmentId = DepartmentId,
            Profile = ProfileEdits.ToProfile(profile),
        };
    }
}

/// <summary>What to change of an agent; fields that are left out stay as they are.</summary>
/// <example>{"name": "Ada King"}</example>
[Like(typeof(CreateUser))]
internal sealed record UpdateUser
{
    /// <summary>The agent's e-mail address.</summary>
    [CannotBeCleared]
    public Optional<string?> Email { get; init; }

    /// <summary>The name that colleagues and requesters see.</summary>
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    /// <summary>What the agent signs in with, unique in the organization whatever the case.</summary>
    [CannotBeCleared]
    public Optional<string?> UserName { get; init; }

    /// <summary>The agent's position; null removes it.</summary>
    public Optional<string?> Title { get; init; }

    /// <summary>A telephone number; null removes it.</summary>
    public Optional<string?> Phone { get; init; }

    /// <summary>The department the agent belongs to, by its id; null takes the agent out of it.</summary>
    public Optional<long?> DepartmentId { get; init; }

    /// <summary>All the roles the agent is to have, by their ids; null or an empty list removes them.</summary>
    public Optional<IReadOnlyList<long>?> RoleIds { get; init; }

    /// <summary>Whether the agent may sign in. False ends every token and session at once; what was ended stays so.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    /// <param name="department">The name of the department, when it is to change.</param>
    public AgentDetails Apply(Agent agent, string? department)
    {
        var details = AgentDetails.Of(agent);
        var profile = JsonNode.Parse(details.Profile.Utf8.Span)!.AsObject();
        if (Name is { IsPresent: true, Value: { } name } && name != agent.Name)
            ProfileEdits.SetName(profile, name);
        if (Email.IsPresent && Email.Value != agent.Email)
            ProfileEdits.SetFirst(profile, "emails", Email.Value);
        if (Title.IsPresent)
            ProfileEdits.Set(profile, "title", Title.Value);
        if (Phone.IsPresent)
            ProfileEdits.SetFirst(profile, "phoneNumbers", Phone.Value);
        if (DepartmentId.IsPresent)
            ProfileEdits.SetDepartment(profile, department);
        return details with
        {
            UserName = UserName.Or(agent.UserName)!,
            DepartmentId = DepartmentId.Or(agent.DepartmentId),
            IsActive = IsActive.Or(agent.IsActive)!.Value,
            Profile = ProfileEdits.ToProfile(profile),
        };
    }
}

/// <summary>Somebody who works tickets.</summary>
internal sealed record UserResponse
{
    /// <summary>What tickets refer to the agent by.</summary>
    public required long Id { get; init; }

    /// <summary>The same agent's id at <c>/scim/v2/Users</c>.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>What the agent signs in with.</summary>
    public required string UserName { get; init; }

    /// <summary>The agent's e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>The name that colleagues and requesters see.</summary>
    public required string Name { get; init; }

    /// <summary>The agent's position; absent when nobody said.</summary>
    public string? Title { get; init; }

    /// <summary>A telephone number; absent when there is none.</summary>
    public string? Phone { get; init; }

    /// <summary>The department the agent belongs to; absent when none.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>Every role the agent has, also those that follow from others.</summary>
    public required IReadOnlyList<UserRole> Roles { get; init; }

    /// <summary>Whether the agent may sign in; an inactive agent keeps its tickets and history.</summary>
    public required bool IsActive { get; init; }

    /// <summary>The identity provider's own id of the person; absent when none keeps the account.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When the account was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When an identity provider deleted it; absent while there is one.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What is left of an account that was deleted.</summary>
    public static UserResponse Of(FormerAgent agent) =>
        new()
        {
            Id = agent.Id,
            Uuid = agent.Uuid,
            UserName = agent.UserName ?? agent.Email,
            Email = agent.Email,
            Name = agent.Name,
            Roles = [],
            IsActive = false,
            CreatedAt = agent.CreatedAt,
            UpdatedAt = agent.DeletedAt,
            DeletedAt = agent.DeletedAt,
        };

    public static UserResponse Of(Agent agent, IReadOnlyList<HeldRole> roles) =>
        new()
        {
            Id = agent.Id,
            Uuid = agent.Uuid,
            UserName = agent.UserName,
            Email = agent.Email,
            Name = agent.Name,
            Title = agent.Profile?.Text("title"),
            Phone = agent.Profile?.Primary("phoneNumbers") is { } phone
                ? Attributes.TextOf(Attributes.Member(phone, "value"))
                : null,
            DepartmentId = agent.DepartmentId,
            Roles = [.. roles.Select(held => new UserRole(held.Role.Id, held.Role.Name, held.IsDirect))],
            IsActive = agent.IsActive,
            ExternalId = agent.ExternalId,
            CreatedAt = agent.CreatedAt,
            UpdatedAt = agent.UpdatedAt,
        };
}

/// <summary>A role that an agent has.</summary>
/// <param name="Id">The role.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDirect">Whether the agent was put into it; false when it follows from another role.</param>
internal sealed record UserRole(long Id, string Name, bool IsDirect);
