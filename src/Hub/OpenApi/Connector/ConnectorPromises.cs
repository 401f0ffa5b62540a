using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>
/// What flows that are out there rely on, a line each: operations where they are, what they take and bring, and the values to choose
/// from. A line that is gone breaks them, and so does one more thing that an operation asks for.
/// </summary>
internal static class ConnectorPromises
{
    /// <summary>What was promised with the last release.</summary>
    public const string Baseline = "connector/baseline/promises.txt";

    private const string Required = " is required";

    public static IReadOnlyList<string> Of(JsonObject swagger) =>
        [
            .. swagger
                .Operations()
                .SelectMany(one => Of(one, swagger))
                .Concat(
                    swagger
                        .Definitions()
                        .SelectMany(one => Fields(one.Key, one.Value!, Bodies(swagger).Contains(one.Key)))
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What flows would notice, in a sentence each.</summary>
    public static IReadOnlyList<string> Broken(IReadOnlyCollection<string> promised, IReadOnlyCollection<string> kept)
    {
        var (before, now) = (promised.ToHashSet(), kept.ToHashSet());
        var known = promised.Select(static line => line.Split(' ')[0]).ToHashSet();
        return
        [
            .. before
                .Where(line => !line.EndsWith(Required, StringComparison.Ordinal) && !now.Contains(line))
                .Select(static line => $"No more: {line}"),
            .. now.Where(line =>
                    line.EndsWith(Required, StringComparison.Ordinal)
                    && !before.Contains(line)
                    && known.Contains(line.Split(' ')[0])
                )
                .Select(static line => $"Asks for more: {line}"),
        ];
    }

    private static IEnumerable<string> Of(SwaggerOperation operation, JsonObject swagger)
    {
        yield return $"{operation.Id} {operation.Verb} {operation.Path}";
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
