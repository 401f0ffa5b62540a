using System.Text.Json;
using Hub.Domain.Json;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Domain.Conditions;

/// <summary>
/// Which tickets are meant: conditions in a tree of <c>and</c>, <c>or</c> and <c>not</c>, as in
/// <c>{"and": [{"field": "priority", "operator": "at_least", "value": "high"}, {"not": ...}]}</c>.
/// </summary>
public sealed class ConditionTree
{
    /// <summary>So many conditions one tree has.</summary>
    public const int MostConditions = 50;

    /// <summary>So many levels it has.</summary>
    public const int Deepest = 5;

    /// <summary>So many values one condition compares with.</summary>
    public const int MostValues = 100;

    public const int LongestText = 255;

    public static readonly ConditionTree Everything = new(Filter.All, []);

    private readonly Filter filter;

    private ConditionTree(Filter filter, IReadOnlyList<Condition> conditions) =>
        (this.filter, Conditions) = (filter, conditions);

    /// <summary>All conditions in it.</summary>
    public IReadOnlyList<Condition> Conditions { get; }

    /// <summary>The ids that conditions compare a field with, and where each stands.</summary>
    public IEnumerable<(string Path, long Id)> IdsOf(string field) =>
        Conditions
            .Where(one => one.Field.Name == field)
            .SelectMany(one =>
                one.Values.Select((value, index) => (one.PathOf(index), value.TryGetWhole(out var id) ? id : 0))
            );

    public bool Admits(Ticket ticket) => Evaluator.Matches(ConditionField.Tickets, ticket, filter);

    /// <summary>The tree as it was stored, which held when it was; nothing means every ticket.</summary>
    public static ConditionTree Of(JsonElement? stored) =>
        stored is { } tree ? Read(tree, "", static (_, _) => { }) : Everything;

    /// <summary>What was written as a tree. What does not hold is complained of, and left out.</summary>
    /// <param name="complain">Is told where something is wrong, and what.</param>
    public static ConditionTree Read(JsonElement written, string path, Action<string, string> complain)
    {
        var reading = new Reading(complain);
        var filter = reading.Read(written, path, 1);
        return new ConditionTree(filter, reading.Conditions);
    }

    private sealed class Reading(Action<string, string> complain)
    {
        private const string Shape =
            "Must be a condition with field, operator and value, or have one of and, or, not alone.";

        private bool isTooMuch;

        public List<Condition> Conditions { get; } = [];

        public Filter Read(JsonElement node, string path, int level)
        {
            if (node.ValueKind != JsonValueKind.Object)
                return Wrong(path, Shape);
            if (level > Deepest)
                return Wrong(path, $"Conditions are nested at most {Deepest} levels deep.");
            string[] names = [.. node.EnumerateObject().Select(one => one.Name)];
            return names switch
            {
                ["and"] => new Filter.And(All(node.GetProperty("and"), Below(path, "and"), level)),
                ["or"] => new Filter.Or(All(node.GetProperty("or"), Below(path, "or"), level)),
                ["not"] => new Filter.Not(Read(node.GetProperty("not"), Below(path, "not"), level + 1)),
                _ when names.Contains("field") => One(node, path),
                _ => Wrong(path, Shape),
            };
        }

        private List<Filter> All(JsonElement list, string path, int level)
        {
            var filters = new List<Filter>();
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                Wrong(path, "Must be a list of at least one condition.");
            else
                foreach (var one in list.EnumerateArray())
                    if (!isTooMuch)
                        filters.Add(Read(one, $"{path}[{filters.Count}]", level + 1));
            return filters;
        }

        private Filter One(JsonElement node, string path)
        {
            foreach (var member in node.EnumerateObject())
                if (member.Name is not ("field" or "operator" or "value"))
                    return Wrong(
                        Below(path, member.Name),
                        "A condition has field, operator and value, and nothing else."
                    );
            if (Conditions.Count == MostConditions)
            {
                isTooMuch = true;
                return Wrong(path, $"There are at most {MostConditions} conditions.");
            }
            if (FieldOf(node) is not { } field)
                return Wrong(
                    Below(path, "field"),
                    $"Must be one of {string.Join(", ", ConditionField.All.Select(one => one.Name))}, or a custom field as in custom_fields.floor."
                );
            var operators = field.Operators;
            if (OperatorOf(node, operators) is not { } asked)
                return Wrong(
                    Below(path, "operator"),
                    $"Must be one of {string.Join(", ", operators.Select(Names<ConditionOperator>.Of))}."
                );
            if (ValuesOf(node, field, asked, Below(path, "value")) is not { } values)
                return Filter.None;
            var condition = new Condition(path, field, asked, values);
            Conditions.Add(condition);
            return condition.ToFilter();
        }

        private IReadOnlyList<JsonElement>? ValuesOf(
            JsonElement node,
            ConditionField field,
            ConditionOperator asked,
            string path
        )
        {
            var has = node.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null;
            if (asked is ConditionOperator.Present or ConditionOperator.Absent)
                return has ? Nothing(path, "Takes no value.") : [];
            if (!has)
                return Nothing(path, "Must not be empty.");
            if (asked is not (ConditionOperator.In or ConditionOperator.NotIn))
                return Fits(value, field, path) ? [value] : null;
            if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is < 1 or > MostValues)
                return Nothing(path, $"Must be a list of 1 to {MostValues} values.");
            IReadOnlyList<JsonElement> values = [.. value.EnumerateArray()];
            return values.Select((one, index) => Fits(one, field, $"{path}[{index}]")).ToList().TrueForAll(fits => fits)
                ? values
                : null;
        }

        private bool Fits(JsonElement value, ConditionField field, string path)
        {
            var complaint =
                Condition.ValueOf(field, value) is null ? Condition.ExpectationOf(field)
                : value.ValueKind == JsonValueKind.String && value.GetString() is not { Length: > 0 and <= LongestText }
                    ? $"Must have 1 to {LongestText} characters."
                : null;
            if (complaint is not null)
                Wrong(path, complaint);
            return complaint is null;
        }

        private IReadOnlyList<JsonElement>? Nothing(string path, string complaint)
        {
            Wrong(path, complaint);
            return null;
        }

        private Filter Wrong(string path, string complaint)
        {
            complain(path, complaint);
            return Filter.None;
        }

        private static ConditionField? FieldOf(JsonElement node) =>
            node.TryGetProperty("field", out var name) && name.ValueKind == JsonValueKind.String
                ? ConditionField.Find(name.GetString()!)
                : null;

        private static ConditionOperator? OperatorOf(JsonElement node, IReadOnlyList<ConditionOperator> operators)
        {
            if (node.TryGetProperty("operator", out var name) && name.ValueKind == JsonValueKind.String)
                foreach (var one in operators)
                    if (Names<ConditionOperator>.Of(one) == name.GetString())
                        return one;
            return null;
        }

        private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
