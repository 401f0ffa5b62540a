using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.KnowledgeBase;

/// <summary>A category to create.</summary>
/// <example>{"name": "Printing", "description": "Printers, toner and paper"}</example>
internal sealed record CreateKbCategory
{
    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>Printing</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>What its articles are about.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }
}

/// <summary>What to change of a category; fields that are left out stay as they are.</summary>
/// <example>{"description": "Printers and scanners"}</example>
[Like(typeof(CreateKbCategory))]
internal sealed record UpdateKbCategory(
    [property: CannotBeCleared] Optional<string?> Name,
    Optional<string?> Description
);

/// <summary>A part of the knowledge base.</summary>
[Like(typeof(CreateKbCategory))]
internal sealed record KbCategoryResponse(string Name, string? Description) : RecordResponse;
