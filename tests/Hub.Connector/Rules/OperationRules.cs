using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>O: names, texts and answers of operations.</summary>
internal static partial class OperationRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("O01", Level.Must, "ids are there, unique and alphanumeric", files =>
            files
                .Operations.Where(one => !Id().IsMatch(one.Id ?? ""))
                .Select(one => $"{one}")
                .Concat(Look.Repeated(files.Operations.Select(one => one.Id ?? "")))
        ),
        new("O02", Level.Should, "ids are in Pascal case", files =>
            files.Operations.Where(one => !Pascal().IsMatch(one.Id ?? "")).Select(one => $"{one}")
        ),
        new(
            "O03",
            Level.Must,
            "summaries have at most 80 characters, no slash and no punctuation at their end",
            files =>
                from one in files.Visible
                where
                    one.Summary.Length is 0 or > 80
                    || one.Summary.Contains('/')
                    || char.IsPunctuation(one.Summary[^1]) && one.Summary[^1] != ')'
                select $"{one}: {one.Summary}"
        ),
        new(
            "O04",
            Level.Should,
            "summaries are letters, digits, spaces and parentheses, start upper-case and are unique",
            files =>
                files
                    .Visible.Where(one => !Summary().IsMatch(one.Summary))
                    .Select(one => $"{one}: {one.Summary}")
                    .Concat(Look.Repeated(files.Visible.Select(one => one.Summary)))
        ),
        new("O05", Level.Must, "visible operations have descriptions", files =>
            files.Visible.Where(one => one.Description.Length == 0).Select(one => $"{one}")
        ),
        new("O34", Level.Should, "a description says more than its summary", files =>
            files
                .Visible.Where(one => one.Description.TrimEnd('.').Length <= one.Summary.Length)
                .Select(one => $"{one}")
        ),
        new("O06", Level.Should, "descriptions are sentences that end in punctuation", files =>
            from one in files.Operations
            where !Look.EndsInPunctuation(one.Description) || !char.IsUpper(one.Description[0])
            select $"{one}: {one.Description}"
        ),
        new("O07", Level.Must, "no product of the platform is named", files =>
            from one in files.Objects
            from text in new[] { "summary", "description", "x-ms-summary", "title", "x-ms-trigger-hint", "displayName" }
            where
                one.Json[text] is JsonValue value && value.TryGetValue<string>(out var said) && Look.NamesProduct(said)
            select $"{one.Place}: {one.Json[text]}"
        ),
        new("O08", Level.Must, "operations answer, one answer is a success, and the default one has no schema", files =>
            from one in files.Operations
            where
                !one.Successes.Any()
                || one.Responses["default"]?["schema"] is not null
                || one.Responses.Any(answer => !Status().IsMatch(answer.Key))
            select $"{one}"
        ),
        new("O09", Level.Should, "at most one answer has a schema", files =>
            from one in files.Operations
            where one.Responses.Count(answer => answer.Value!["schema"] is not null) > 1
            select $"{one}"
        ),
        new("O10", Level.Must, "visible actions describe what they return", files =>
            from one in files.Visible
            where one.Trigger is null || !one.IsWebhook
            from success in one.Successes
            where success.Status is not ("202" or "204") && IsEmpty(success.Json["schema"] as JsonObject, files)
            select $"{one}: {success.Status}"
        ),
        new("O11", Level.Should, "actions that write return a schema, or nothing with 202 or 204", files =>
            from one in files.Operations
            where one is { Verb: not "get", IsWebhook: false }
            from success in one.Successes
            where success.Status is not ("202" or "204") && IsEmpty(success.Json["schema"] as JsonObject, files)
            select $"{one}: {success.Status}"
        ),
        new("O12", Level.Should, "known refusals are documented", files =>
            from one in files.Operations
            where !one.Responses.ContainsKey("401") || one.Path.Contains('{') && !one.Responses.ContainsKey("404")
            select $"{one}"
        ),
        new("O26", Level.Must, "at most 256 operations, 512 schemas in a body and 16384 in an operation", files =>
            [
                .. Look.Unless(files.Operations.Count <= 256, $"{files.Operations.Count} operations"),
                .. from one in files.Operations
                where one.BodyFields.Count() > 512 || files.FieldsOf(one.Answer, "").Count() > 16_384 - 512
                select $"{one}",
            ]
        ),
        new("O28", Level.Must, "annotations and deprecation are consistent", files =>
            from one in files.Operations
            let annotation = one.Json["x-ms-api-annotation"]
            where annotation is not null
            where annotation["family"] is null || (int?)annotation["revision"] is not >= 1
            select $"{one}"
        ),
        new("O29", Level.Should, "what is deprecated says so, and later revisions end in their number", files =>
            from one in files.Operations
            where
                (bool?)one.Json["deprecated"] == true && !one.Summary.EndsWith("(deprecated)", StringComparison.Ordinal)
                || (int?)one.Json["x-ms-api-annotation"]?["revision"] is > 1 and var revision
                    && !one.Id!.EndsWith($"V{revision}", StringComparison.Ordinal)
            select $"{one}"
        ),
        new("O32", Level.Should, "visibility is used", files =>
            [
                .. Look.Unless(files.Operations.Any(one => one.Visibility == "important"), "nothing is important"),
                .. Look.Unless(files.Operations.Any(one => one.Visibility == "internal"), "nothing is internal"),
                .. files
                    .Operations.Where(one => one.Visibility is not (null or "important" or "advanced" or "internal"))
                    .Select(one => $"{one}"),
            ]
        ),
        new("O33", Level.Should, "texts are clean", files =>
            from one in files.Objects
            from text in new[] { "summary", "description", "x-ms-summary", "title", "x-ms-trigger-hint", "displayName" }
            where one.Json[text] is JsonValue value && value.TryGetValue<string>(out var said) && !IsClean(said)
            select $"{one.Place}: {one.Json[text]}"
        ),
    ];

    private static bool IsEmpty(JsonObject? schema, ConnectorFiles files)
    {
        var resolved = schema is null ? [] : files.Resolve(schema);
        return resolved.Count == 0
            || (string?)resolved["type"] == "object"
                && resolved["properties"] is not JsonObject { Count: > 0 }
                && !resolved.ContainsKey("x-ms-dynamic-schema");
    }

    private static bool IsClean(string text) =>
        text.Trim() == text
        && text.Length > 0
        && !text.Contains("  ", StringComparison.Ordinal)
        && !Placeholder().IsMatch(text);

    [GeneratedRegex("^[A-Za-z0-9]+(_V[0-9]+)?$")]
    private static partial Regex Id();

    [GeneratedRegex("^([A-Z][a-z0-9]*)+$")]
    private static partial Regex Pascal();

    [GeneratedRegex("^[A-Z][A-Za-z0-9 ()]*$")]
    private static partial Regex Summary();

    [GeneratedRegex("^(default|[1-5][0-9]{2})$")]
    private static partial Regex Status();

    [GeneratedRegex(@"\b(TODO|TBD|FIXME|lorem|string\.\.\.)\b|^\.+$", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
