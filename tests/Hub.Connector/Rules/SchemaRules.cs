using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Hub.Connector.Rules;

/// <summary>J: the official schemas, and references.</summary>
internal static class SchemaRules
{
    /// <summary>Newer than the stored schema.</summary>
    private const string Agentic = "x-ms-agentic-protocol";

    /// <summary>The newest draft whose words are those of Swagger 2.0 and of the official files.</summary>
    public const string Draft = "http://json-schema.org/draft-07/schema#";

    /// <summary>What references are to.</summary>
    private static readonly string[] Kinds = ["definitions", "parameters", "responses"];

    public static readonly IReadOnlyList<Rule> All =
    [
        new("J01", Level.Must, "the definition is what the official schema says", files =>
            Violations("apiDefinition.swagger.schema.json", WithoutNewer(files.Definition))
        ),
        new("J02", Level.Must, "the properties are what the official schema says", files =>
            Violations(
                "paconn-apiProperties.multi-auth.schema.json",
                new JsonObject { ["properties"] = files.Properties.DeepClone() }
            )
        ),
        new("J03", Level.Must, "settings.json is what the official schema says", files =>
            FileRules.Text(files, "settings.json") is { } text
                ? Violations("paconn-settings.schema.json", JsonNode.Parse(text)!.AsObject())
                : ["there is none"]
        ),
        new("J05", Level.Must, "every reference is local, of the right kind and resolves", files =>
            from one in files.Objects
            let reference = (string?)(one.Json["$ref"] as JsonValue)
            where reference is not null
            where
                !reference.StartsWith($"#/{KindOf(one.Json)}/", StringComparison.Ordinal)
                || files.Found(one.Json) == one.Json
            select $"{one.Place}: {reference}"
        ),
        new("J06", Level.Must, "nothing stands beside a reference", files =>
            files.Objects.Where(one => one.Json["$ref"] is JsonValue && one.Json.Count > 1).Select(one => one.Place)
        ),
        new("J07", Level.Should, "no definition, parameter or response is left unused", files =>
            Kinds
                .SelectMany(kind => (files.Definition[kind] as JsonObject ?? []).Select(one => $"#/{kind}/{one.Key}"))
                .Except(files.Objects.Select(one => (string?)(one.Json["$ref"] as JsonValue)).OfType<string>())
        ),
    ];

    /// <summary>What a reference may be to, by where it stands.</summary>
    private static string KindOf(JsonObject reference) =>
        reference.Parent switch
        {
            JsonArray { Parent: JsonObject } list when list.GetPropertyName() == "parameters" => "parameters",
            JsonObject { Parent: JsonObject } at when at.GetPropertyName() == "responses" => "responses",
            _ => "definitions",
        };

    private static readonly Dictionary<string, JsonSchema> Known = [];

    private static IEnumerable<string> Violations(string schema, JsonObject value)
    {
        JsonSchema? known;
        lock (Known)
            if (!Known.TryGetValue(schema, out known))
                Known[schema] = known = Read(schema);
        return Contracts.Schemas.Violations(known, value);
    }

    private static JsonSchema Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", name));
        var json = JsonNode
            .Parse(
                text,
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            )!
            .AsObject();
        // Draft 4 of what the official file says becomes the draft that the library reads.
        json["$schema"] = Draft;
        json.Remove("id");
        foreach (var one in Hub.Tests.OpenApi.Document.Objects(json).Select(one => one.Json).ToList())
        {
            // Only JSON Schema's own file is referred to, for limits that the definition's rules check too.
            if ((string?)(one["$ref"] as JsonValue) is { } reference && !reference.StartsWith('#'))
                one.Remove("$ref");
            // The library looks for a pattern with a slash under another name than it keeps it.
            if (one["patternProperties"] is JsonObject patterns)
                foreach (var (pattern, schema) in patterns.Where(entry => entry.Key.Contains('/')).ToList())
                {
                    patterns.Remove(pattern);
                    patterns[pattern.Replace("/", @"\x2f", StringComparison.Ordinal)] = schema;
                }
            foreach (var bound in new[] { "exclusiveMinimum", "exclusiveMaximum" })
                if (one[bound] is JsonValue limit && limit.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
                    one.Remove(bound);
        }
        return JsonSchema.FromText(json.ToJsonString());
    }

    private static JsonObject WithoutNewer(JsonObject definition)
    {
        var older = definition.DeepClone().AsObject();
        foreach (var one in Hub.Tests.OpenApi.Document.Objects(older).Select(one => one.Json).ToList())
            one.Remove(Agentic);
        return older;
    }
}
