using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.People;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.People;

/// <summary>A role to create.</summary>
/// <example>{"name": "Second line", "description": "Takes what the first line cannot solve"}</example>
[RefusesUnknown]
internal sealed record CreateRole
{
    public const int LongestName = 255;
    public const int LongestDescription = 1000;

    /// <summary>Its name, unique in the organization whatever the case.</summary>
    [Required, MaxLength(LongestName)]
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    [MaxLength(LongestDescription)]
    public string? Description { get; init; }

    public RoleDetails ToDetails() => new() { Name = Name!, Description = Description };
}

/// <summary>What to change of a role; fields that are left out stay as they are.</summary>
/// <example>{"description": "Takes what others cannot solve"}</example>
[Like(typeof(CreateRole)), RefusesUnknown]
internal sealed record UpdateRole
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    public Optional<string?> Description { get; init; }

    public RoleDetails Apply(Role role) =>
        RoleDetails.Of(role) with
        {
            Name = Name.Or(role.Name)!,
            Description = Description.Or(role.Description),
        };
}

/// <summary>What agents are for: identity providers call it a group.</summary>
internal sealed record RoleResponse
{
    /// <summary>What agents' lists are filtered by.</summary>
    public required long Id { get; init; }

    /// <summary>The same role's id at <c>/scim/v2/Groups</c>.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>Its name, unique in the organization whatever the case.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; absent when nobody said.</summary>
    public string? Description { get; init; }

    /// <summary>How many agents and roles are directly in it.</summary>
    public required int MemberCount { get; init; }

    /// <summary>The identity provider's own id of the group; absent when none keeps the role.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it or its membership was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public static RoleResponse Of(Role role) =>
        new()
        {
            Id = role.Id,
            Uuid = role.Uuid,
            Name = role.Name,
            Description = role.Description,
            MemberCount = role.MemberCount,
            ExternalId = role.ExternalId,
            CreatedAt = role.CreatedAt,
            UpdatedAt = role.UpdatedAt,
        };
}
