using System.Text.Json.Nodes;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Errors;
using Microsoft.OpenApi;

namespace Hub.Resources;

/// <summary>A query parameter that narrows a list: its name, its description and what it means, in one.</summary>
/// <param name="Read">The condition, or nothing with a complaint added.</param>
internal sealed record ListFilter(
    string Name,
    string Text,
    Func<OpenApiSchema> Schema,
    Func<string, FieldErrors, Filter?> Read,
    bool IsList = false
)
{
    /// <summary>What holds where nobody asks; nothing when absent.</summary>
    public Filter? Unasked { get; init; }

    public OpenApiParameter Describe() =>
        new()
        {
            Name = Name,
            In = ParameterLocation.Query,
            Description = Text,
            Schema = Schema(),
            Style = IsList ? ParameterStyle.Form : null,
            Explode = !IsList,
        };
}

/// <summary>The filters that lists have.</summary>
internal static class Filters
{
    /// <summary>So many values one filter names at most.</summary>
    public const int MostValues = 100;

    /// <summary>Equal to the text.</summary>
    public static ListFilter Text(string name, string text) =>
        new(name, text, Typed(JsonSchemaType.String), (value, _) => Filter.Equal(name, FieldValue.Text(value)));

    /// <summary>Equal to the text, whatever the case.</summary>
    public static ListFilter Folded(string name, string text) =>
        new(name, text, Typed(JsonSchemaType.String), (value, _) => Filter.Equal(name, FieldValue.Folded(value)));

    /// <summary>The list holds the text, whatever the case.</summary>
    public static ListFilter HasFolded(string name, string list, string text) =>
        new(name, text, Typed(JsonSchemaType.String), (value, _) => Filter.HasFolded(list, value));

    /// <summary>The list holds the text as it is kept there.</summary>
    public static ListFilter Has(string name, string list, string text, Func<string, string> keep) =>
        new(name, text, Typed(JsonSchemaType.String), (value, _) => Filter.Has(list, keep(value)));

    /// <summary>The list of whole numbers holds this one.</summary>
    public static ListFilter HasId(string name, string list, string text) =>
        new(
            name,
            text,
            () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            (value, errors) =>
            {
                if (long.TryParse(value, out var id))
                    return Filter.HasInteger(list, id);
                errors.Add(name, "Must be a whole number.");
                return null;
            }
        );

    /// <summary>The text is in one of the fields, whatever the case.</summary>
    public static ListFilter Search(string name, string text, params IReadOnlyList<string> fields) =>
        Search(name, text, fields, []);

    /// <summary>The text is in one of the fields, or in a text of one of the lists, whatever the case.</summary>
    public static ListFilter Search(
        string name,
        string text,
        IReadOnlyList<string> fields,
        IReadOnlyList<string> lists
    ) =>
        new(name, text, Typed(JsonSchemaType.String), (value, _) =>
            Filter.AnyOf([
                .. fields.Select(field => Filter.Contains(field, FieldValue.Folded(value))),
                .. lists.Select(list => new Filter.Any(list, Filter.Contains("value", FieldValue.Folded(value)))),
            ])
        );

    /// <summary>One of these numbers, separated by commas.</summary>
    public static ListFilter Ids(string name, string text) =>
        new(
            name,
            text,
            () =>
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                },
            (value, errors) => OneId(name, value, errors),
            IsList: true
        );

    /// <summary>One of these words, separated by commas.</summary>
    public static ListFilter Choices(string name, string text, IReadOnlyList<string> choices) =>
        new(
            name,
            text,
            () =>
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Enum = [.. choices.Select(choice => (JsonNode)choice)],
                    },
                },
            (value, errors) =>
                OneOf(
                    name,
                    value,
                    item => choices.Contains(item) ? FieldValue.Text(item) : null,
                    $"is none of {string.Join(", ", choices)}.",
                    errors
                ),
            IsList: true
        );

    public static ListFilter Flag(string name, string text) =>
        new(name, text, Typed(JsonSchemaType.Boolean), (value, errors) =>
        {
            if (bool.TryParse(value, out var flag))
                return Filter.Equal(name, FieldValue.Flag(flag));
            errors.Add(name, "Must be true or false.");
            return null;
        });

    /// <summary>The instant is this one or later.</summary>
    public static ListFilter Since(string name, string field, string text) =>
        Instant(name, text, value => Filter.AtLeast(field, value));

    /// <summary>The instant is earlier than this one.</summary>
    public static ListFilter Before(string name, string field, string text) =>
        Instant(name, text, value => new Filter.Compare(field, Comparison.Less, value));

    private static ListFilter Instant(string name, string text, Func<FieldValue, Filter> condition) =>
        new(
            name,
            text,
            () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            (value, errors) =>
            {
                // A plus sign that was not written as %2B arrives as a blank.
                if (IsoInstant.TryRead(value.Replace(' ', '+'), out var at))
                    return condition(FieldValue.Instant(at));
                errors.Add(name, $"Must be {IsoInstant.Expectation}.");
                return null;
            }
        );

    private static Func<OpenApiSchema> Typed(JsonSchemaType type) => () => new OpenApiSchema { Type = type };

    private static FieldValue? ReadId(string text) => long.TryParse(text, out var id) ? FieldValue.Integer(id) : null;

    public static Filter? OneId(string field, string text, FieldErrors errors) =>
        OneOf(field, text, ReadId, "is not a whole number.", errors);

    /// <summary>Any of the values that the text names, separated by commas.</summary>
    public static Filter? OneOf(
        string field,
        string text,
        Func<string, FieldValue?> read,
        string complaint,
        FieldErrors errors
    )
    {
        var values = new List<FieldValue>();
        var named = 0;
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (++named > MostValues)
            {
                errors.Add(field, $"Must name at most {MostValues} values.");
                break;
            }
            else if (read(item) is { } value)
                values.Add(value);
            else
                errors.Add(field, $"'{FieldErrors.Shorten(item)}' {complaint}");
        return values.Count == 1 ? Filter.Equal(field, values[0]) : new Filter.In(field, values);
    }
}
