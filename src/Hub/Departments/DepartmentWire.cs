using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Departments;
using Hub.Errors;
using Hub.Wire;

namespace Hub.Departments;

/// <summary>A department to create.</summary>
internal sealed record CreateDepartment
{
    public const int LongestName = 100;
    public const int LongestDescription = 1000;

    /// <summary>Its name, unique in the organization: 1 to 100 characters.</summary>
    /// <example>Service desk</example>
    [Required, Length(1, LongestName)]
    public string? Name { get; init; }

    /// <summary>What it takes care of: at most 1000 characters.</summary>
    [MaxLength(LongestDescription)]
    public string? Description { get; init; }

    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.CheckText("name", Name, LongestName);
        errors.CheckLength("description", Description, LongestDescription);
        return errors;
    }
}

/// <summary>What to change of a department; fields that are left out stay as they are.</summary>
internal sealed record UpdateDepartment
{
    /// <summary>Its name, unique in the organization: 1 to 100 characters.</summary>
    [Length(1, CreateDepartment.LongestName)]
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    /// <summary>What it takes care of: at most 1000 characters; null removes it.</summary>
    [MaxLength(CreateDepartment.LongestDescription)]
    public Optional<string?> Description { get; init; }

    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        if (Name.IsPresent)
            errors.CheckText("name", Name.Value, CreateDepartment.LongestName);
        errors.CheckLength("description", Description.Or(null), CreateDepartment.LongestDescription);
        return errors;
    }

    public Department Apply(Department department, DateTimeOffset now)
    {
        var next = department with
        {
            Name = Name.Or(department.Name)!.Trim(),
            Description = Description.Or(department.Description),
        };
        return next == department ? department : next with { UpdatedAt = now };
    }
}

/// <summary>A part of the organization that tickets go to.</summary>
[Versioned]
internal sealed record DepartmentResponse
{
    /// <summary>What tickets refer to it by.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>What it takes care of; absent when nobody said.</summary>
    public string? Description { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public static DepartmentResponse Of(Department department) =>
        new()
        {
            Id = department.Id,
            Name = department.Name,
            Description = department.Description,
            CreatedAt = department.CreatedAt,
            UpdatedAt = department.UpdatedAt,
        };
}
