using System.Text.Json.Nodes;

namespace Hub.Portal.Settings.Conditions;

/// <summary>Conditions as people say them: Priority is urgent and Department is Billing.</summary>
internal static class ConditionWords
{
    public static string Of(JsonNode tree, SaidNames names) => Of(tree, names, isInside: false);

    /// <summary>All conditions in it, however deep.</summary>
    public static IEnumerable<ConditionRow> LeavesOf(JsonNode? tree) =>
        tree switch
        {
            JsonArray list => list.SelectMany(LeavesOf),
            JsonObject one when ConditionRow.Of(one) is { } row => [row],
            JsonObject group => group.SelectMany(static part => LeavesOf(part.Value)),
            _ => [],
        };

    private static string Of(JsonNode tree, SaidNames names, bool isInside) =>
        tree switch
        {
            JsonObject one when ConditionRow.Of(one) is { } row => Row(row, names),
            JsonObject group when group["and"] is JsonArray all => Joined(all, "condition.and", names, isInside),
            JsonObject group when group["or"] is JsonArray any => Joined(any, "condition.or", names, isInside),
            JsonObject group when group["not"] is { } not => Texts.Of("condition.not", Of(not, names)),
            _ => tree.ToJsonString(),
        };

    private static string Joined(JsonArray parts, string word, SaidNames names, bool isInside)
    {
        var said = string.Join(Texts.Of(word), parts.Select(one => Of(one!, names, isInside: true)));
        return isInside && parts.Count > 1 ? $"({said})" : said;
    }

    private static string Row(ConditionRow row, SaidNames names)
    {
        var field = names.Asked.Find(row.Field);
        var values = row.TakesNothing ? [] : row.Values.Select(value => names.Of(field, value));
        var how = Texts.Find($"condition.operator.{row.Operator}") ?? row.Operator;
        return $"{field?.Title ?? row.Field} {how} {string.Join(", ", values)}".TrimEnd();
    }
}

/// <summary>What records are called that others name by number, and statuses by id.</summary>
internal sealed record SaidNames(AskedFields Asked, IReadOnlyDictionary<NamedRecords, NamedList> Lists)
{
    public string Of(NamedRecords kind, string value) => Lists[kind].NameOf(value);

    public string Of(AskedField? field, string value) =>
        field?.Of is { } kind
            ? Of(kind, value)
            : field?.Names?.FirstOrDefault(one => one.Value == value)?.Title ?? value;
}
