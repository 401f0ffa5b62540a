using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Portal.Settings.Rows;

namespace Hub.Portal.Settings;

/// <summary>How a field is put in, and what it is in the API's body.</summary>
internal enum FieldKind
{
    Text,
    Number,
    Flag,
    Zone,

    /// <summary>One of its names, and several of them.</summary>
    Choice,
    Choices,

    /// <summary>One of the statuses of the organization's workflow.</summary>
    Status,

    /// <summary>The id of a record that is chosen by its name, and ids of several.</summary>
    Reference,
    References,

    /// <summary>Rows of weekdays with times, and rows of dates.</summary>
    Hours,
    Days,

    /// <summary>Rows of custom fields, each with a value.</summary>
    CustomFields,

    /// <summary>With commas between them.</summary>
    Words,

    /// <summary>Which tickets are meant: rows, or JSON.</summary>
    Conditions,
}

/// <summary>A field of a record's form.</summary>
/// <param name="Name">As the API calls it, with the object that it is in: actions.priority.</param>
internal sealed record SettingsField(string Name, FieldKind Kind)
{
    public bool IsRequired { get; init; }

    /// <summary>Whether nothing chosen is not said at all: where an empty list would be something else.</summary>
    public bool IsNothingWhenEmpty { get; init; }

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The records that can be chosen.</summary>
    public NamedRecords? Of { get; init; }

    /// <summary>Whether it is rows, which <see cref="RowsDraft"/> has.</summary>
    public bool IsRows => Kind is FieldKind.Hours or FieldKind.Days or FieldKind.CustomFields;

    /// <summary>What the record says, as it stands in the field.</summary>
    public IReadOnlyList<string> Show(JsonObject record) =>
        IsRows || At(record) is not { } value
            ? []
            : Kind switch
            {
                FieldKind.Choices or FieldKind.References => [.. value.AsArray().Select(static one => $"{one}")],
                FieldKind.Words => [string.Join(", ", value.AsArray())],
                // What is none of its names follows from something else that was said.
                FieldKind.Choice when !Names.Contains($"{value}") => [],
                _ => [$"{value}"],
            };

    /// <summary>What stands in the field, as the API's body has it; nothing where that is nothing.</summary>
    public JsonNode? Read(IReadOnlyList<string> values) =>
        Kind switch
        {
            FieldKind.Flag => values.Count > 0,
            FieldKind.Choices => List(values),
            FieldKind.References when values is [] && IsNothingWhenEmpty => null,
            FieldKind.References => List(values.Distinct().Select(Number)),
            _ => values is [var text, ..] ? Read(text) : null,
        };

    private JsonNode? Read(string text) =>
        Kind switch
        {
            FieldKind.Number or FieldKind.Reference => Number(text),
            FieldKind.Words => List(
                text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
            _ => text,
        };

    /// <summary>What is no number stays as it is, for the API to say so.</summary>
    private static JsonNode Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : text;

    private static JsonArray List(IEnumerable<string> texts) => List(texts.Select(static one => (JsonNode)one));

    private static JsonArray List(IEnumerable<JsonNode> nodes) => [.. nodes];

    /// <summary>What the record says there.</summary>
    public JsonNode? At(JsonObject record) =>
        Name.Split('.').Aggregate((JsonNode?)record, static (node, part) => (node as JsonObject)?[part]);
}
