using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Records;

namespace Hub.Domain.TicketFields;

/// <summary>What values a custom field has.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CustomFieldType>))]
public enum CustomFieldType
{
    [JsonStringEnumMemberName("text")]
    Text,

    [JsonStringEnumMemberName("number")]
    Number,

    [JsonStringEnumMemberName("date")]
    Date,

    [JsonStringEnumMemberName("choice")]
    Choice,

    [JsonStringEnumMemberName("person")]
    Person,
}

/// <summary>Which people a field of people names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldPeople>))]
public enum FieldPeople
{
    [JsonStringEnumMemberName("agents")]
    Agents,

    [JsonStringEnumMemberName("contacts")]
    Contacts,
}

/// <summary>A custom field of tickets that an administrator has declared: what its values have to be.</summary>
public sealed record CustomField : Record
{
    /// <summary>The name that values have in a ticket's custom fields; it stays.</summary>
    public required string Key { get; init; }

    public required string Label { get; init; }

    public string? Description { get; init; }

    /// <summary>It stays too: the values that there are would not fit another one.</summary>
    public required CustomFieldType Type { get; init; }

    /// <summary>The values of a choice, as they are spelt.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public FieldPeople People { get; init; }

    /// <summary>Whether a ticket is not created without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether values are checked; one that is not is as if nobody had declared it, but for lists.</summary>
    public bool IsActive { get; init; } = true;

    public static readonly Kind<CustomField> Kind = RecordKinds.Declare<CustomField>(
        "custom_field",
        "custom-fields",
        CustomFieldJson.Default,
        fields =>
            fields
                .Text("key", one => one.Key, unique: true)
                .Folded("label", one => one.Label)
                .Index("key")
                .Text("type", one => Names<CustomFieldType>.Of(one.Type))
                .Flag("is_active", one => one.IsActive)
    );

    public static readonly DocumentType<CustomFieldSettings> Settings = RecordKinds.Beside<CustomFieldSettings>(
        "custom_field_settings",
        CustomFieldJson.Default
    );

    /// <summary>Whether what it says holds together.</summary>
    public Decision<CustomField> Check()
    {
        var (isChoice, hasChoices) = (Type == CustomFieldType.Choice, Choices.Count > 0);
        return isChoice == hasChoices
            ? this
            : Refusal.Invalid(
                "validation_failed",
                isChoice ? "A choice has choices." : "Only a field of the type choice has choices.",
                "choices"
            );
    }
}

/// <summary>How an organization takes custom fields that nobody has declared.</summary>
/// <param name="IsStrict">Whether they are refused.</param>
public sealed record CustomFieldSettings(bool IsStrict)
{
    public const string Partition = "custom-field-settings";
    public const string DocumentId = "settings";

    public static readonly CustomFieldSettings Default = new(IsStrict: false);
}

[JsonSerializable(typeof(CustomField))]
[JsonSerializable(typeof(CustomFieldSettings))]
internal sealed partial class CustomFieldJson : JsonSerializerContext;
