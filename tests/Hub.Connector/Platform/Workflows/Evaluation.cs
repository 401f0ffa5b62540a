using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Connector.Platform.Workflows;

/// <summary>What a step's inputs are when it runs: texts with expressions in them become values.</summary>
internal sealed class Evaluation(IReadOnlyDictionary<string, Func<IReadOnlyList<JsonNode?>, JsonNode?>> functions)
{
    /// <summary>The node with the values of its expressions in their place, at any depth.</summary>
    public JsonNode? Of(JsonNode? node) =>
        node switch
        {
            JsonObject one => new JsonObject(one.Select(member => KeyValuePair.Create(member.Key, Of(member.Value)))),
            JsonArray many => new JsonArray([.. many.Select(Of)]),
            JsonValue value when value.TryGetValue<string>(out var text) => Of(text),
            _ => node?.DeepClone(),
        };

    /// <summary>A text that is one expression is its value; others are texts with the values put in.</summary>
    private JsonNode? Of(string text) =>
        text.StartsWith("@@", StringComparison.Ordinal) ? text[1..]
        : text.StartsWith('@') && !text.StartsWith("@{", StringComparison.Ordinal)
            ? Value(Expression.Read(text[1..]))?.DeepClone()
        : Filled(text);

    private JsonNode Filled(string text)
    {
        var filled = new StringBuilder();
        var at = 0;
        while (text.IndexOf("@{", at, StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = EndOf(text, start + 2);
            filled.Append(text, at, start - at).Append(Value(Expression.Read(text[(start + 2)..end]))?.ToString());
            at = end + 1;
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where the brace is that closes; one within quotes does not.</summary>
    private static int EndOf(string text, int at)
    {
        for (var isQuoted = false; at < text.Length; at++)
            if (text[at] == '\'')
                isQuoted = !isQuoted;
            else if (text[at] == '}' && !isQuoted)
                return at;
        throw new FormatException($"{text} has no closing brace.");
    }

    private JsonNode? Value(Expression expression) =>
        expression switch
        {
            Expression.Literal literal => literal.Value,
            Expression.Call call => functions.TryGetValue(call.Function, out var function)
                ? function([.. call.Arguments.Select(Value)])
                : throw new FormatException($"There is no function {call.Function}."),
            Expression.Member member => Member(Value(member.Of), Value(member.Key), member),
            _ => throw new NotSupportedException($"{expression}"),
        };

    private static JsonNode? Member(JsonNode? of, JsonNode? key, Expression.Member member) =>
        (of, key) switch
        {
            (JsonObject one, JsonValue name) when one.TryGetPropertyValue((string)name!, out var value) => value,
            // Of a trigger's outputs flows write body/subject for a member of a member.
            (JsonObject one, JsonValue name) when ((string)name!).Split('/') is { Length: > 1 } steps =>
                steps.Aggregate((JsonNode?)one, (at, step) => at?[step]),
            (JsonArray many, JsonValue index) => many[(int)index],
            (null or JsonObject, _) when member.IsLenient => null,
            _ => throw new InvalidOperationException($"{of?.ToJsonString() ?? "Nothing"} has no {key}."),
        };
}
