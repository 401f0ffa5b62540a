using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>What an operation looks for or changes, in words: makers name a field before they name an operation.</summary>
internal static class ConnectorFields
{
    private const string SearchedText = "text in ";

    /// <summary>More make a sentence that nobody reads.</summary>
    private const int Most = 8;

    private static readonly HashSet<string> Paging = ["page", "per_page", "sort", "from", "to", "since", "at"];

    private static readonly string[] Beginnings = ["is_", "planned_", "started_"];

    private static readonly string[] Ends = ["_id", "_ids", "_since", "_before"];

    /// <summary>What people call a field that has another name.</summary>
    private static readonly Dictionary<string, string> Called = new()
    {
        ["email"] = "e-mail address",
        ["phone"] = "phone number",
        ["telephone number"] = "phone number",
    };

    /// <summary>What a list is narrowed by, as in name, status or owner.</summary>
    public static string By(SwaggerOperation list) =>
        Listed(
            list.Parameters.Where(static one => (string?)one["in"] == "query" && !Paging.Contains((string)one["name"]!))
                .OrderByDescending(static one => (string)one["name"]! == "q")
                .SelectMany(static one => WordsOf((string)one["name"]!, (string?)one["description"] ?? "")),
            "or"
        );

    /// <summary>What a body can change, as in name, status and owner.</summary>
    public static string Of(SwaggerOperation change, JsonObject swagger)
    {
        var schema = change.Parameters.FirstOrDefault(static one => (string?)one["in"] == "body")?["schema"];
        var body = Swagger.ReferenceOf(schema) is { } name ? swagger.Definitions()[name] : schema;
        return Listed(
            (body?["properties"] as JsonObject ?? [])
                .Where(static one => (string?)one.Value!["x-ms-visibility"] != "internal")
                .Select(static one => Word(one.Key)),
            "and"
        );
    }

    /// <summary>Text that is looked for is looked for in fields that its description names.</summary>
    private static string[] WordsOf(string name, string description) =>
        name != "q" ? [Word(name)]
        : description.Split(SearchedText) is [_, var fields]
            ? fields
                .Split('.')[0]
                .Replace(", whatever the case", "")
                .Replace("the ", "")
                .Replace(" or ", ", ")
                .Split(", ")
        : [];

    private static string Word(string name)
    {
        foreach (var beginning in Beginnings.Where(one => name.StartsWith(one, StringComparison.Ordinal)))
            name = name[beginning.Length..];
        foreach (var end in Ends.Where(one => name.EndsWith(one, StringComparison.Ordinal)))
            name = name[..^end.Length];
        return name.Replace('_', ' ');
    }

    private static string Listed(IEnumerable<string> words, string last) =>
        words.Select(static word => Called.GetValueOrDefault(word, word)).Distinct().Take(Most).ToArray() switch
        {
            [] => "",
            [var one] => one,
            [.. var all, var end] => $"{string.Join(", ", all)} {last} {end}",
        };
}
