using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Conditions;
using Hub.Domain.Records;

namespace Hub.Portal.Settings.Conditions;

/// <summary>
/// Conditions as a form has them: rows of which all or any one has to hold, or, where they are nested deeper than rows can show
/// or somebody wants to write them so, JSON.
/// </summary>
/// <param name="Json">What was written; absent where they are rows.</param>
internal sealed record ConditionsDraft(bool IsAny, IReadOnlyList<ConditionRow> Rows, string? Json = null)
{
    /// <summary>What the names of the form's fields begin with.</summary>
    public const string Name = "conditions";

    /// <summary>The button that was pressed to have the form drawn anew, and not to save it.</summary>
    public const string Act = "redraw";

    public static readonly ConditionsDraft None = new(false, []);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Conditions as they are: as rows where these say the same, to the letter.</summary>
    public static ConditionsDraft Of(JsonNode? tree, AskedFields known)
    {
        if (tree is not JsonObject)
            return tree is null ? None : new ConditionsDraft(false, [], tree.ToJsonString(Indented));
        var isAny = tree["or"] is JsonArray;
        var list = tree["or"] as JsonArray ?? tree["and"] as JsonArray ?? [tree.DeepClone()];
        var rows = list.Select(ConditionRow.Of).ToList();
        if (!rows.Contains(null))
        {
            var draft = new ConditionsDraft(isAny, [.. rows.OfType<ConditionRow>()]);
            var plain = list.Count == 1 ? list[0] : tree;
            if (JsonNode.DeepEquals(draft.ToTree(known), plain))
                return draft;
        }
        return new ConditionsDraft(isAny, [], tree.ToJsonString(Indented));
    }

    /// <summary>Conditions as somebody put them in.</summary>
    public static ConditionsDraft Read(PortalForm form)
    {
        var fields = form.All($"{Name}.field");
        var operators = form.All($"{Name}.operator");
        return new ConditionsDraft(
            form[$"{Name}.match"] == "any",
            [
                .. fields
                    .Zip(operators)
                    .Select((one, row) => new ConditionRow(one.First, one.Second, form.Chosen(ValueOf(row)))),
            ],
            form.Has($"{Name}.json") ? form.Verbatim($"{Name}.json") : null
        );
    }

    /// <summary>The field of a row's values.</summary>
    public static string ValueOf(int row) => string.Create(CultureInfo.InvariantCulture, $"{Name}.value.{row}");

    /// <summary>Where the API says that something is wrong with a row.</summary>
    public string PathOf(int row) =>
        Rows.Count == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}.{(IsAny ? "or" : "and")}[{row}]");

    /// <summary>The conditions after a button was pressed: add, more.2 (another value for row 2), remove.2, json, rows.</summary>
    /// <param name="added">The field that a new row is about.</param>
    /// <exception cref="JsonException">They are to be rows, and are no JSON.</exception>
    public ConditionsDraft After(string act, AskedField? added, AskedFields known)
    {
        var parts = act.Split('.');
        var row =
            parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var number) ? number : -1;
        return parts[0] switch
        {
            "add" when added is not null => this with
            {
                Rows =
                [
                    .. Rows,
                    new ConditionRow(added.Field.Name, Names<ConditionOperator>.Of(added.Field.Operators[0]), []),
                ],
            },
            "more" => this with { Rows = [.. Rows.Select((one, index) => index == row ? one.OfSeveral() : one)] },
            "remove" => this with { Rows = [.. Rows.Where((_, index) => index != row)] },
            "json" => this with { Rows = [], Json = ToTree(known)?.ToJsonString(Indented) ?? "" },
            "rows" => Of(ToTree(known), known),
            _ => this,
        };
    }

    /// <summary>As the API has them; nothing for every ticket.</summary>
    /// <exception cref="JsonException">They are written as JSON, and are none.</exception>
    public JsonNode? ToTree(AskedFields known)
    {
        if (Json is not null)
            return string.IsNullOrWhiteSpace(Json) ? null : JsonNode.Parse(Json, documentOptions: Strict);
        var rows = Rows.Select(row => row.ToCondition(known)).ToList<JsonNode?>();
        return rows switch
        {
            [] => null,
            [var only] => only,
            _ => new JsonObject { [IsAny ? "or" : "and"] = new JsonArray([.. rows]) },
        };
    }
}
