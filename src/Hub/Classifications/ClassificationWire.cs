using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Classifications;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Classifications;

/// <summary>A classification to create.</summary>
/// <example>{"name": "Laptops", "description": "Laptops, docking stations and their screens"}</example>
internal sealed record CreateClassification
{
    /// <summary>Its name, unique below its parent whatever the case.</summary>
    /// <example>Laptops</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>Which tickets it is for.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }

    /// <summary>The classification that it is to stand right below, by its id; at the top when absent. There are five levels.</summary>
    [IdOf("classification")]
    public long? ParentId { get; init; }

    /// <summary>Whether it is offered to whoever chooses one; true when absent. Tickets keep one that is not.</summary>
    [DefaultValue(true)]
    public bool? IsActive { get; init; }

    public Classification ToClassification() =>
        new()
        {
            Name = Name!,
            Description = Description,
            ParentId = ParentId,
            IsActive = IsActive ?? true,
        };
}

/// <summary>What to change of a classification; fields that are left out stay as they are.</summary>
/// <example>{"name": "Notebooks"}</example>
[Like(typeof(CreateClassification))]
internal sealed record UpdateClassification
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>The classification that it is to stand right below, with all below it; null puts it at the top.</summary>
    public Optional<long?> ParentId { get; init; }

    /// <summary>Whether it is offered to whoever chooses one. Tickets keep one that is not.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    public Classification ApplyTo(Classification classification) =>
        classification with
        {
            Name = Name.Or(classification.Name)!,
            Description = Description.Or(classification.Description),
            ParentId = ParentId.Or(classification.ParentId),
            IsActive = IsActive.Or(classification.IsActive)!.Value,
        };
}

/// <summary>What tickets are about.</summary>
[Like(typeof(CreateClassification))]
internal sealed record ClassificationResponse(string Name, string? Description, long? ParentId, bool IsActive)
    : RecordResponse
{
    public static ClassificationResponse Of(Classification one) =>
        new(one.Name, one.Description, one.ParentId, one.IsActive);
}
