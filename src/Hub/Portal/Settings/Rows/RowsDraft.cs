using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Domain.Records;
using Hub.Domain.Sla;
using Hub.Portal.Settings.Conditions;

namespace Hub.Portal.Settings.Rows;

/// <summary>A list in a form: rows of the same cells, added and removed by buttons that have the form drawn anew.</summary>
internal sealed record RowsDraft(SettingsField Field, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A week begins on Monday.</summary>
    public static readonly List<string> Week =
    [
        .. Enum.GetValues<Weekday>().OrderBy(static one => ((int)one + 6) % 7).Select(Names<Weekday>.Of),
    ];

    private static readonly string[] FirstHours = [Week[0], "09:00", "17:00"];

    /// <summary>What the API calls the end of a day, where a form's time is the beginning of the next.</summary>
    private const string EndOfDay = "24:00";
    private const string Midnight = "00:00";

    /// <summary>What a row's cells are called; the form's fields are that after the list's name.</summary>
    public static IReadOnlyList<string> CellsOf(FieldKind kind) =>
        kind switch
        {
            FieldKind.Hours => ["day", "from", "to"],
            FieldKind.Days => ["date"],
            _ => ["key", "value"],
        };

    /// <summary>What the record says, in rows.</summary>
    public static RowsDraft Of(SettingsField field, JsonObject record) =>
        new(
            field,
            field.At(record) switch
            {
                null => [],
                JsonObject values =>
                [
                    .. values.Select(static one => new[] { one.Key, ConditionRow.TextOf(one.Value) }),
                ],
                JsonArray days when field.Kind == FieldKind.Days => [.. days.Select(static one => new[] { $"{one}" })],
                var hours =>
                [
                    .. hours
                        .AsArray()
                        .Select(static one =>
                            new[]
                            {
                                $"{one!["day"]}",
                                $"{one["from"]}",
                                $"{one["to"]}" is EndOfDay ? Midnight : $"{one["to"]}",
                            }
                        ),
                ],
            }
        );

    /// <summary>What was put in. A date that was left empty is none.</summary>
    public static RowsDraft Read(SettingsField field, PortalForm form)
    {
        var cells = CellsOf(field.Kind).Select(cell => form.All($"{field.Name}.{cell}")).ToList();
        var rows = Enumerable
            .Range(0, cells.Min(static one => one.Count))
            .Select(row => cells.Select(cell => cell[row]).ToArray());
        return new(field, [.. field.Kind == FieldKind.Days ? rows.Where(static row => row[0].Length > 0) : rows]);
    }

    /// <summary>Its values, each with the kind of record that it names, if it names one.</summary>
    public IEnumerable<(NamedRecords? Of, string Value)> Values(AskedFields? known) =>
        Field.Kind == FieldKind.CustomFields ? Rows.Select(row => (known!.Custom(row[0]).Of, row[1])) : [];

    /// <summary>The rows after a button was pressed: add, or remove.2.</summary>
    /// <param name="added">The custom field that a new row is about.</param>
    public RowsDraft After(string act, string? added) =>
        act.Split('.') switch
        {
            ["remove", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var row) => this with
            {
                Rows = [.. Rows.Where((_, index) => index != row)],
            },
            ["add"] when NewRow(added) is { } row => this with { Rows = [.. Rows, row] },
            _ => this,
        };

    /// <summary>As the API has them; nothing where that is nothing.</summary>
    /// <param name="known">The custom fields that there are.</param>
    /// <param name="before">What the record says: a value that was left alone stays as it is, to the letter.</param>
    public JsonNode? ToList(AskedFields? known, JsonNode? before) =>
        Field.Kind switch
        {
            FieldKind.Hours => new JsonArray([.. Rows.Select(Hours)]),
            FieldKind.Days => new JsonArray([.. Rows.Select(static row => (JsonNode)row[0])]),
            _ when Rows is [] => null,
            _ => CustomFields(known!, before as JsonObject),
        };

    private static JsonNode Hours(IReadOnlyList<string> row) =>
        new JsonObject
        {
            ["day"] = Given(row[0]),
            ["from"] = Given(row[1]),
            ["to"] = row[2] is Midnight ? EndOfDay : Given(row[2]),
        };

    private JsonObject CustomFields(AskedFields known, JsonObject? before)
    {
        var values = new JsonObject();
        foreach (var row in Rows)
            values[row[0]] =
                before is not null
                && before.TryGetPropertyValue(row[0], out var was)
                && ConditionRow.TextOf(was) == row[1]
                    ? was?.DeepClone()
                : row[1].Length == 0 ? null
                : known.Custom(row[0]).Read(row[1]);
        return values;
    }

    private string[]? NewRow(string? added) =>
        Field.Kind switch
        {
            FieldKind.Hours => Rows is [.., var last] ? [DayAfter(last[0]), last[1], last[2]] : FirstHours,
            FieldKind.Days => [""],
            _ => added is null || Rows.Any(row => row[0] == added) ? null : [added, ""],
        };

    private static string DayAfter(string day) => Week[(Week.IndexOf(day) + 1) % Week.Count];

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
