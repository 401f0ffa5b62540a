using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.TicketFields;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.TicketFields;

/// <summary>A custom field of tickets to declare: what its values have to be.</summary>
/// <example>{"key": "floor", "label": "Floor", "type": "number"}</example>
internal sealed record CreateCustomField
{
    /// <summary>The name that its values have in custom_fields: small letters, digits and underscores. It stays.</summary>
    /// <example>floor</example>
    [Required, Length(1, 64), Slug]
    public string? Key { get; init; }

    /// <summary>What people call it.</summary>
    /// <example>Floor</example>
    [Required, Length(1, 100)]
    public string? Label { get; init; }

    /// <summary>What it is for.</summary>
    [MaxLength(1_000)]
    public string? Description { get; init; }

    /// <summary>What its values are. It stays.</summary>
    [Required]
    public CustomFieldType? Type { get; init; }

    /// <summary>The values of a choice, as they are spelt; only of a choice.</summary>
    /// <example>[]</example>
    [Length(0, 200), EachLength(1, 200)]
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Whose ids a person's are; agents when absent. It stays.</summary>
    [DefaultValue(FieldPeople.Agents)]
    public FieldPeople? People { get; init; }

    /// <summary>Whether a ticket is not created without it; false when absent.</summary>
    [DefaultValue(false)]
    public bool? IsRequired { get; init; }

    /// <summary>Whether values are checked; true when absent.</summary>
    [DefaultValue(true)]
    public bool? IsActive { get; init; }

    public Decision<CustomField> ToField() =>
        new CustomField
        {
            Key = Key!,
            Label = Label!,
            Description = Description,
            Type = Type!.Value,
            Choices = [.. (Choices ?? []).Distinct()],
            People = People ?? FieldPeople.Agents,
            IsRequired = IsRequired ?? false,
            IsActive = IsActive ?? true,
        }.Check();
}

/// <summary>What to change of a custom field; fields that are left out stay as they are. Values that tickets have stay.</summary>
/// <example>{"label": "Floor of the building"}</example>
[Like(typeof(CreateCustomField))]
internal sealed record UpdateCustomField
{
    [CannotBeCleared]
    public Optional<string?> Label { get; init; }

    public Optional<string?> Description { get; init; }

    public Optional<IReadOnlyList<string>?> Choices { get; init; }

    /// <summary>Whether a ticket is not created without it.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsRequired { get; init; }

    /// <summary>Whether values are checked.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    public Decision<CustomField> ApplyTo(CustomField field) =>
        (
            field with
            {
                Label = Label.Or(field.Label)!,
                Description = Description.Or(field.Description),
                Choices = Choices.IsPresent ? [.. (Choices.Value ?? []).Distinct()] : field.Choices,
                IsRequired = IsRequired.Or(field.IsRequired)!.Value,
                IsActive = IsActive.Or(field.IsActive)!.Value,
            }
        ).Check();
}

/// <summary>A custom field of tickets: what its values have to be.</summary>
[Like(typeof(CreateCustomField))]
internal sealed record CustomFieldResponse(
    string Key,
    string Label,
    string? Description,
    CustomFieldType Type,
    IReadOnlyList<string> Choices,
    FieldPeople? People,
    bool IsRequired,
    bool IsActive
) : RecordResponse
{
    public static CustomFieldResponse Of(CustomField field) =>
        new(
            field.Key,
            field.Label,
            field.Description,
            field.Type,
            field.Choices,
            field.Type == CustomFieldType.Person ? field.People : null,
            field.IsRequired,
            field.IsActive
        );
}

/// <summary>How custom fields that nobody has declared are taken.</summary>
/// <example>{"is_strict": true}</example>
internal sealed record UpdateCustomFieldSettings
{
    /// <summary>Whether custom fields that are not declared are refused.</summary>
    [Required]
    public bool? IsStrict { get; init; }
}

/// <summary>How custom fields that nobody has declared are taken.</summary>
/// <param name="IsStrict">Whether custom fields that are not declared are refused.</param>
internal sealed record CustomFieldSettingsResponse(bool IsStrict);
