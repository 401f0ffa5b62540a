using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>
/// What flows that are out there rely on, a line each: operations where they are, what they take and bring, and the values to choose
/// from. A line that is gone breaks them, and so does one more thing that an operation asks for; but for an operation that a later
/// revision of its family takes the place of.
/// </summary>
internal static class ConnectorPromises
{
    /// <summary>What was promised with the last release.</summary>
    public const string Baseline = "connector/baseline/promises.txt";

    private const string Required = " is required";

    private const string Revision = " is revision ";

    /// <param name="definition">As it is stored.</param>
    public static IReadOnlyList<string> Of(JsonObject definition)
    {
        var swagger = ConnectorSharing.Undone(definition);
        var bodies = Bodies(swagger);
        return
        [
            .. swagger
                .Operations()
                .SelectMany(one => Of(one, swagger))
                .Concat(swagger.Definitions().SelectMany(one => Fields(one.Key, one.Value!, bodies.Contains(one.Key))))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What flows would notice, in a sentence each.</summary>
    public static IReadOnlyList<string> Broken(IReadOnlyCollection<string> promised, IReadOnlyCollection<string> kept)
    {
        var (before, now) = (promised.ToHashSet(), kept.ToHashSet());
        var known = promised.Select(Subject).ToHashSet();
        var replaced = Replaced(promised, kept);
        return
        [
            .. before
                .Where(line => !line.EndsWith(Required, StringComparison.Ordinal) && !now.Contains(line))
                .Where(line => !replaced.Contains(Subject(line)))
                .Select(static line => $"No more: {line}"),
            .. now.Where(line =>
                    line.EndsWith(Required, StringComparison.Ordinal)
                    && !before.Contains(line)
                    && known.Contains(Subject(line))
                    && !replaced.Contains(Subject(line))
                )
                .Select(static line => $"Asks for more: {line}"),
        ];
    }

    private static string Subject(string line) => line.Split(' ')[0];

    /// <summary>Operations of the release that there are later revisions of; whoever has no annotation is the first of its own.</summary>
    private static HashSet<string> Replaced(IEnumerable<string> promised, IEnumerable<string> kept)
    {
        var newest = Revisions(kept)
            .GroupBy(static one => one.Family)
            .ToDictionary(static family => family.Key, static family => family.Max(one => one.Number));
        var told = Revisions(promised).ToDictionary(static one => one.Operation);
        return
        [
            .. promised
                .Select(Subject)
                .Distinct()
                .Where(id =>
                    told.TryGetValue(id, out var own)
                        ? newest.GetValueOrDefault(own.Family) > own.Number
                        : newest.GetValueOrDefault(id) > 1
                ),
        ];
    }

    private static IEnumerable<(string Operation, int Number, string Family)> Revisions(IEnumerable<string> lines) =>
        from line in lines
        where line.Contains(Revision, StringComparison.Ordinal)
        let words = line.Split(' ')
        select (words[0], int.Parse(words[3], CultureInfo.InvariantCulture), words[5]);

    private static IEnumerable<string> Of(SwaggerOperation operation, JsonObject swagger)
    {
        yield return $"{operation.Id} {operation.Verb} {operation.Path}";
        if (operation.Json["x-ms-api-annotation"] is { } annotation)
            yield return $"{operation.Id}{Revision}{annotation["revision"]} of {annotation["family"]}";
        foreach (var parameter in operation.Parameters)
        {
            var name = (string?)parameter["in"] == "body" ? "body" : (string)parameter["name"]!;
            yield return $"{operation.Id} takes {name}: {TypeOf(parameter["schema"] ?? parameter)}";
            if ((bool?)parameter["required"] == true && name != "body")
                yield return $"{operation.Id} {name}{Required}";
            foreach (var choice in parameter["enum"] as JsonArray ?? [])
                yield return $"{operation.Id} takes {name} = {choice}";
        }
        foreach (var (status, response) in operation.Json["responses"]!.AsObject())
            if (response!["schema"] is { } schema)
                yield return $"{operation.Id} brings {status}: {TypeOf(schema)}";
        if (swagger["paths"]![operation.Path]!["x-ms-notification-content"]?["schema"] is { } notified)
            yield return $"{operation.Id} tells {TypeOf(notified)}";
    }

    private static IEnumerable<string> Fields(string definition, JsonNode schema, bool isBody)
    {
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            yield return $"{definition} has {name}: {TypeOf(property)}";
            foreach (var choice in property!["enum"] as JsonArray ?? [])
                yield return $"{definition} has {name} = {choice}";
        }
        if (isBody)
            foreach (var name in schema["required"] as JsonArray ?? [])
                yield return $"{definition} {name}{Required}";
    }

    private static HashSet<string> Bodies(JsonObject swagger) =>
        [
            .. swagger
                .Operations()
                .SelectMany(static one => one.Parameters)
                .Select(static one => Swagger.ReferenceOf(one["schema"]))
                .OfType<string>(),
        ];

    private static string TypeOf(JsonNode? schema) =>
        Swagger.ReferenceOf(schema)
        ?? (schema?["items"] is { } item ? $"list of {TypeOf(item)}" : $"{schema?["type"] ?? "anything"}");
}
