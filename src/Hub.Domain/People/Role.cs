using System.Text.Json.Serialization;

namespace Hub.Domain.People;

/// <summary>
/// What an agent is for: a Group to identity providers. Who is in it stands with each member, so that a role of any
/// size changes by as much as was asked; the role only counts them.
/// </summary>
public sealed record Role
{
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    /// <summary>Unique in the organization without regard to case.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? ExternalId { get; init; }

    public string? ExternalIdClaim { get; init; }

    /// <summary>The roles this one was put into; its members have those too.</summary>
    public IReadOnlyList<Guid> ParentIds { get; init; } = [];

    /// <summary>How many agents and roles are directly in it.</summary>
    public int MemberCount { get; init; }

    /// <summary>A change of its members has begun that takes more than one commit; an <see cref="OpenMembership"/> says which.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsChanging { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it or its membership last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What extensions say of it.</summary>
    public Attributes? Profile { get; init; }

    [JsonIgnore]
    public string Key => Agent.KeyOf(Uuid);
}

/// <summary>What a create or an update says of a role.</summary>
public sealed record RoleDetails
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? ExternalId { get; init; }

    public bool ClaimsExternalId { get; init; } = true;

    public Attributes Profile { get; init; } = Attributes.None;

    public static RoleDetails Of(Role role) =>
        new()
        {
            Name = role.Name,
            Description = role.Description,
            ExternalId = role.ExternalId,
            ClaimsExternalId = role.ExternalId is null || role.ExternalIdClaim is not null,
            Profile = role.Profile ?? Attributes.None,
        };
}

/// <summary>What can be done with a role.</summary>
public static class RoleVerbs
{
    public static Decision<Role> Create(long id, Guid uuid, RoleDetails details, DateTimeOffset now)
    {
        if (Check(details) is { } refusal)
            return refusal;
        var role = new Role
        {
            Id = id,
            Uuid = uuid,
            Name = details.Name,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Decision<Role>.Accept(role.Say(details, now));
    }

    public static Decision<Role> Change(this Role role, RoleDetails details, DateTimeOffset now) =>
        Check(details) is { } refusal ? refusal : Decision<Role>.Accept(role.Say(details, now.After(role.UpdatedAt)));

    /// <summary>Members came or went.</summary>
    public static Role Count(this Role role, int change, DateTimeOffset now) =>
        role.Count(change) with
        {
            UpdatedAt = now.After(role.UpdatedAt),
        };

    /// <summary>The same, as part of another change.</summary>
    public static Role Count(this Role role, int change) =>
        role with
        {
            MemberCount = Math.Max(0, role.MemberCount + change),
        };

    public static Role Join(this Role role, Guid parent) =>
        role.ParentIds.Contains(parent) ? role : role with { ParentIds = [.. role.ParentIds, parent] };

    public static Role Leave(this Role role, Guid parent) =>
        role.ParentIds.Contains(parent)
            ? role with
            {
                ParentIds = [.. role.ParentIds.Where(other => other != parent)],
            }
            : role;

    private static Refusal? Check(RoleDetails details) =>
        string.IsNullOrWhiteSpace(details.Name)
            ? Refusal.Invalid("name_required", "Give the role a name.", "name")
            : null;

    private static Role Say(this Role role, RoleDetails details, DateTimeOffset at) =>
        role with
        {
            Name = details.Name,
            Description = details.Description,
            ExternalId = details.ExternalId,
            ExternalIdClaim = details.ClaimsExternalId ? details.ExternalId : null,
            Profile = details.Profile,
            UpdatedAt = at,
        };
}
