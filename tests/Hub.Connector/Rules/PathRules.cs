using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>O: paths and parameters.</summary>
internal static partial class PathRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("O14", Level.Must, "paths are well formed, and their variables are the path parameters", files =>
            from one in files.Operations
            let named = Variable().Matches(one.Path).Select(match => match.Groups[1].Value).ToList()
            let declared = In(one, "path").Select(parameter => (string)parameter["name"]!).ToList()
            where
                !WellFormed().IsMatch(one.Path)
                || !named.Order().SequenceEqual(declared.Order())
                || In(one, "path").Any(parameter => (bool?)parameter["required"] != true)
            select $"{one}: {one.Path}"
        ),
        new("O15", Level.Must, "no two operations have paths that cannot be told apart", files =>
            Look.Repeated(files.Operations.Select(one => $"{one.Verb} {Variable().Replace(one.Path, "*")}"))
        ),
        new("O16", Level.Should, "no variable can be mistaken for a fixed part of another path", files =>
        {
            var fixedParts = files.Operations.ToLookup(one => $"{one.Verb} {one.Path.Count(c => c == '/')}");
            return from one in files.Operations
                from other in fixedParts[$"{one.Verb} {one.Path.Count(c => c == '/')}"]
                where one.Path != other.Path && Mistakable(one, other)
                select $"{one.Path} and {other.Path}";
        }),
        new("O17", Level.Must, "parameters are unique, typed, with one body and none for a read", files =>
            from one in files.Operations
            let all = one.Parameters.ToList()
            let bodies = all.Count(parameter => (string?)parameter["in"] == "body")
            where
                Look.Repeated(all.Select(parameter => $"{parameter["in"]} {parameter["name"]}")).Any()
                || bodies > 1
                || bodies > 0 && one.Verb is "get" or "head"
                || all.Any(parameter => (string?)parameter["in"] == "formData") && bodies > 0
                || all.Any(parameter => (string?)parameter["name"] == "connectionId")
                || all.Any(parameter => !parameter.ContainsKey((string?)parameter["in"] == "body" ? "schema" : "type"))
            select $"{one}"
        ),
        new("O18", Level.Must, "visible parameters have titles of at most 80 characters and descriptions", files =>
            from one in files.Visible
            from parameter in one.Parameters
            where (string?)parameter["x-ms-visibility"] != "internal"
            where
                (string?)parameter["in"] != "body"
                    && (string?)parameter["x-ms-summary"] is not { Length: > 0 and <= 80 }
                || (string?)parameter["description"] is not { Length: > 0 }
            select $"{one}: {parameter["name"]}"
        ),
        new("O30", Level.Should, "path parameters say how they are encoded", files =>
            from one in files.Operations
            from parameter in In(one, "path")
            where (string?)parameter["x-ms-url-encoding"] is not ("single" or "double")
            select $"{one}: {parameter["name"]}"
        ),
    ];

    private static IEnumerable<JsonObject> In(ConnectorOperation operation, string place) =>
        operation.Parameters.Where(one => (string?)one["in"] == place);

    /// <summary>A number is no word: then the two cannot meet.</summary>
    private static bool Mistakable(ConnectorOperation one, ConnectorOperation other)
    {
        var (mine, theirs) = (one.Path.Split('/'), other.Path.Split('/'));
        var differs = false;
        for (var at = 0; at < mine.Length; at++)
        {
            if (mine[at] == theirs[at] || mine[at].StartsWith('{') && theirs[at].StartsWith('{'))
                continue;
            if (theirs[at].StartsWith('{') || !mine[at].StartsWith('{'))
                return false;
            var variable = In(one, "path").First(parameter => $"{{{parameter["name"]}}}" == mine[at]);
            if ((string?)variable["type"] == "integer" || (string?)variable["format"] == "uuid")
                return false;
            differs = true;
        }
        return differs;
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(/([A-Za-z0-9_.-]+|\{\w+\}))+$")]
    private static partial Regex WellFormed();
}
