using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>O: what bodies and answers hold.</summary>
internal static partial class FieldRules
{
    private static readonly string[] Ignored = ["uniqueItems", "oneOf", "anyOf", "nullable", "x-nullable"];

    public static readonly IReadOnlyList<Rule> All =
    [
        new("O13", Level.Must, "every array says what it holds, and no body is an empty object", files =>
            [
                .. files
                    .Schemas.Where(one =>
                        (string?)one.Json["type"] == "array" && one.Json["items"] is not JsonObject { Count: > 0 }
                    )
                    .Select(one => one.Place),
                .. from one in files.Operations
                where one.Body is not null && !one.BodyFields.Any() && !IsDynamic(files.Resolve(one.Body))
                where (string?)files.Resolve(one.Body!)["format"] != "binary"
                select $"{one}",
            ]
        ),
        new("O35", Level.Should, "no visible property is an object without properties", files =>
            from field in Fields(files)
            where (string?)field.Schema["type"] == "object" && !field.IsHidden
            where field.Schema["properties"] is not JsonObject { Count: > 0 } && !IsDynamic(field.Schema)
            select field.Place
        ),
        new("O19", Level.Should, "fields of bodies have titles and descriptions", files => Untold(Bodies(files))),
        new("O20", Level.Should, "fields of answers have titles and descriptions", files => Untold(Answers(files))),
        new("O21", Level.Should, "titles are in title case and say something else than descriptions", files =>
            files
                .Objects.Where(one => one.Json["x-ms-summary"] is JsonValue)
                .Where(one =>
                    !TitleCase().IsMatch((string)one.Json["x-ms-summary"]!)
                    || (string?)(one.Json["description"] as JsonValue) == (string)one.Json["x-ms-summary"]!
                )
                .Select(one => $"{one.Place}: {one.Json["x-ms-summary"]}")
        ),
        new("O22", Level.Must, "what is internal and required has a default", files =>
            [
                .. from one in files.Operations
                from parameter in one.Parameters
                where (string?)parameter["x-ms-visibility"] == "internal" && (bool?)parameter["required"] == true
                where parameter["default"] is null && (string?)parameter["in"] != "body"
                select $"{one}: {parameter["name"]}",
                .. from field in Bodies(files)
                where (string?)field.Own["x-ms-visibility"] == "internal" && field.IsRequired
                where field.Own["default"] is null && (bool?)field.Own["x-ms-notification-url"] != true
                select field.Place,
            ]
        ),
        new("O23", Level.Should, "what is internal with a default is required", files =>
            [
                .. from one in files.Operations
                from parameter in one.Parameters
                where (string?)parameter["x-ms-visibility"] == "internal" && parameter["default"] is not null
                where (bool?)parameter["required"] != true
                select $"{one}: {parameter["name"]}",
                .. from field in Bodies(files)
                where (string?)field.Own["x-ms-visibility"] == "internal" && field.Own["default"] is not null
                where !field.IsRequired
                select field.Place,
            ]
        ),
        new("O24", Level.Must, "choices, defaults, required lists, patterns and bounds are consistent", files =>
            files.Schemas.SelectMany(one => Inconsistent(one.Json).Select(what => $"{one.Place}: {what}"))
        ),
        new("O25", Level.Must, "binary content is the whole of a body or an answer", files =>
            from field in Fields(files)
            where (string?)field.Schema["format"] == "binary" || (string?)field.Schema["type"] == "file"
            select field.Place
        ),
        new("O27", Level.Must, "schemas do not require themselves", files =>
            files.Definitions.Where(one => Requires(files, one.Key, one.Key, [])).Select(one => one.Key)
        ),
        new("O31", Level.Should, "no keyword that the platform ignores", files =>
            from one in files.Objects
            from keyword in Ignored
            where one.Json.ContainsKey(keyword) && !one.Place.EndsWith("/properties", StringComparison.Ordinal)
            select $"{one.Place}: {keyword}"
        ),
    ];

    public static bool IsDynamic(JsonObject schema) => schema.ContainsKey("x-ms-dynamic-schema");

    private static IEnumerable<Field> Bodies(ConnectorFiles files) =>
        files.Operations.SelectMany(one => one.BodyFields);

    private static IEnumerable<Field> Answers(ConnectorFiles files) =>
        files.Operations.SelectMany(one => files.FieldsOf(one.Answer, $"{one}/answer"));

    private static IEnumerable<Field> Fields(ConnectorFiles files) =>
        Bodies(files)
            .Concat(Answers(files))
            .Concat(files.Webhooks.SelectMany(one => files.FieldsOf(one.Notification, $"{one}/notification")))
            .DistinctBy(one => one.Own, ReferenceEqualityComparer.Instance);

    private static IEnumerable<string> Untold(IEnumerable<Field> fields) =>
        from field in fields
        where !field.IsHidden && (field.Title is not { Length: > 0 } || field.Description is not { Length: > 0 })
        select field.Place;

    private static IEnumerable<string> Inconsistent(JsonObject schema)
    {
        var choices = schema["enum"] as JsonArray;
        if (choices is { Count: 0 })
            yield return "no choice";
        if (schema["x-ms-enum-values"] is JsonArray named)
        {
            var values = named.Select(one => one!["value"]!.ToJsonString()).ToList();
            if (!values.Order().SequenceEqual((choices ?? []).Select(one => one!.ToJsonString()).Order()))
                yield return "names are not those of the choices";
            if (Look.Repeated(named.Select(one => (string?)one!["displayName"] ?? "")).Any())
                yield return "two choices have one name";
        }
        if (schema["default"] is { } initial)
        {
            if (!Fits((string)schema["type"]!, initial))
                yield return "the default is of another type";
            if (choices is not null && !choices.Any(one => JsonNode.DeepEquals(one, initial)))
                yield return "the default is no choice";
        }
        if (schema["required"] is JsonArray required)
        {
            if (required.Count == 0)
                yield return "nothing is required";
            foreach (var name in Look.Texts(required))
                if (schema["properties"]?[name] is null)
                    yield return $"{name} is required and not there";
        }
        if (
            (decimal?)schema["minimum"] > (decimal?)schema["maximum"]
            || (int?)schema["minLength"] > (int?)schema["maxLength"]
        )
            yield return "the bounds cross";
        if ((string?)(schema["pattern"] as JsonValue) is { } pattern && !IsRegex(pattern))
            yield return "the pattern is none";
    }

    private static bool Fits(string type, JsonNode value) =>
        value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => type == "string",
            System.Text.Json.JsonValueKind.Number => type is "integer" or "number",
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => type == "boolean",
            System.Text.Json.JsonValueKind.Array => type == "array",
            _ => type == "object",
        };

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Requires(ConnectorFiles files, string from, string wanted, HashSet<string> seen)
    {
        var schema = files.Definitions[from]!.AsObject();
        foreach (var name in Look.Texts(schema["required"]))
            if ((string?)schema["properties"]?[name]?["$ref"] is { } reference)
            {
                var next = reference["#/definitions/".Length..];
                if (next == wanted || seen.Add(next) && Requires(files, next, wanted, seen))
                    return true;
            }
        return false;
    }

    [GeneratedRegex(@"^[A-Z0-9(][^\s]*( ([A-Z0-9(][^\s]*|a|an|and|at|by|for|from|in|into|of|on|or|the|to|with))*$")]
    private static partial Regex TitleCase();
}
