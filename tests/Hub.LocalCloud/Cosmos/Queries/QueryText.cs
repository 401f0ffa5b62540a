using System.Text.Json;
using Hub.LocalCloud.Cosmos.Sql;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>The body of a query: the text, its parameters, and where the SDK resumes a sorted query.</summary>
internal sealed record QueryText(string Text, IReadOnlyDictionary<string, SqlValue> Parameters, ResumeFilter? Resume)
{
    public static QueryText All { get; } = new("SELECT * FROM c", new Dictionary<string, SqlValue>(), null);

    public static QueryText Parse(ReadOnlyMemory<byte> body)
    {
        var json = JsonElement.Parse(body.Span);
        var parameters = new Dictionary<string, SqlValue>();
        if (json.TryGetProperty("parameters", out var given) && given.ValueKind == JsonValueKind.Array)
        {
            foreach (var parameter in given.EnumerateArray())
            {
                parameters[parameter.GetProperty("name").GetString()!] = SqlValue.Of(parameter.GetProperty("value"));
            }
        }

        var resume = json.TryGetProperty("resumeFilter", out var filter) ? ResumeFilter.Parse(filter) : null;
        return new QueryText(json.GetProperty("query").GetString()!, parameters, resume);
    }
}

/// <summary>
/// Where a page of a sorted query goes on: at the values of its ORDER BY, from a document on; or behind all that have
/// these values. An empty array stands for undefined.
/// </summary>
internal sealed record ResumeFilter(IReadOnlyList<SqlValue> Values, ulong? Number, bool Exclude)
{
    public static ResumeFilter Parse(JsonElement json) =>
        new(
            [.. json.GetProperty("value").EnumerateArray().Select(Value)],
            json.TryGetProperty("rid", out var rid) && rid.GetString() is { } text
                ? State.ResourceId.NumberOf(text)
                : null,
            json.TryGetProperty("exclude", out var exclude) && exclude.GetBoolean()
        );

    private static SqlValue Value(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? SqlValue.Undefined : SqlValue.Of(json);
}
