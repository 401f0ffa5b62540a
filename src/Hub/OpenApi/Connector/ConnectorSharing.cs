using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>
/// What many operations take or refuse alike stands once: the definition has to stay well below the megabyte that the platform takes.
/// Paths and bodies stay where they are read, and so does what an operation brings.
/// </summary>
internal static class ConnectorSharing
{
    private const string Parameters = "parameters";
    private const string Responses = "responses";

    /// <summary>Fewer are not worth a name of their own.</summary>
    private const int Enough = 3;

    public static void Share(JsonObject swagger)
    {
        Share(swagger, Parameters, [.. swagger.Operations().SelectMany(TakenAlike)]);
        Share(swagger, Responses, [.. swagger.Operations().SelectMany(RefusedAlike)]);
    }

    /// <summary>The definition with everything in its place again.</summary>
    public static JsonObject Undone(JsonObject shared)
    {
        var swagger = shared.DeepClone().AsObject();
        foreach (var operation in swagger.Operations())
        {
            foreach (var parameter in operation.Parameters.ToList())
                Inline(swagger, Parameters, parameter);
            foreach (var response in Refused(operation).ToList())
                Inline(swagger, Responses, response.Json);
        }
        swagger.Remove(Parameters);
        swagger.Remove(Responses);
        return swagger;
    }

    private static IEnumerable<(string Name, JsonObject Json)> TakenAlike(SwaggerOperation operation) =>
        operation
            .Parameters.Where(static one => (string?)one["in"] is "query" or "header")
            .Select(static one => (Titles.Of((string)one["name"]!).Replace(" ", ""), one));

    private static IEnumerable<(string Name, JsonObject Json)> RefusedAlike(SwaggerOperation operation) =>
        Refused(operation).Select(static one => ($"Refused{one.Status}", one.Json));

    private static IEnumerable<(string Status, JsonObject Json)> Refused(SwaggerOperation operation) =>
        operation.Json[Responses]!
            .AsObject()
            .Where(static one => !one.Key.StartsWith('2'))
            .Select(static one => (one.Key, one.Value!.AsObject()));

    private static void Share(JsonObject swagger, string kind, List<(string Name, JsonObject Json)> all)
    {
        var shared = new JsonObject();
        foreach (var same in all.GroupBy(static one => one.Json.ToJsonString()).Where(one => one.Count() >= Enough))
        {
            var (name, json) = same.First();
            // Several of one name differ in what they say; the first has the plain name.
            var own = name;
            for (var number = 2; shared.ContainsKey(own); number++)
                own = $"{name}{number}";
            shared[own] = json.DeepClone();
            foreach (var (_, site) in same)
                site.ReplaceWith(new JsonObject { ["$ref"] = $"#/{kind}/{own}" });
        }
        if (shared.Count > 0)
            swagger[kind] = shared;
    }

    private static void Inline(JsonObject swagger, string kind, JsonObject site)
    {
        if ((string?)site["$ref"] is { } reference)
            site.ReplaceWith(swagger[kind]![reference.Split('/')[^1]]!.DeepClone());
    }
}
