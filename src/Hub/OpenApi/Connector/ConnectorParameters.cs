using System.Text.Json.Nodes;
using Hub.Idempotency;

namespace Hub.OpenApi.Connector;

/// <summary>Parameters with titles; a flow repeats requests and sets conditions by header only when somebody asks for it.</summary>
internal static class ConnectorParameters
{
    private static readonly HashSet<string> Advanced =
    [
        IdempotencyFilter.Header,
        "If-Match",
        "page",
        "per_page",
        "created_since",
        "updated_since",
    ];

    public static void Adapt(JsonObject swagger)
    {
        foreach (var operation in swagger.Operations())
        {
            // A flow has nothing to answer a 304 with, and Swagger 2.0 no parameters with keys in brackets.
            Remove(operation, parameter => (string?)parameter["name"] == "If-None-Match" || IsKeyed(parameter));
            foreach (var parameter in operation.Parameters)
                Describe(parameter, operation.Path);
        }
    }

    public static void Remove(SwaggerOperation operation, Func<JsonObject, bool> unwanted)
    {
        foreach (var parameter in operation.Parameters.Where(unwanted).ToList())
            parameter.Parent!.AsArray().Remove(parameter);
    }

    private static bool IsKeyed(JsonObject parameter) =>
        (string?)parameter["in"] == "query" && (string?)parameter["name"] == "custom_fields";

    private static void Describe(JsonObject parameter, string path)
    {
        var (name, place) = ((string)parameter["name"]!, (string)parameter["in"]!);
        parameter["x-ms-summary"] =
            name == "id" ? Titles.OfId(path)
            : (string?)parameter["schema"]?["format"] == "binary" ? "File Content"
            : Titles.Of(name);
        if (place == "path")
            parameter["x-ms-url-encoding"] = "single";
        if (Advanced.Contains(name))
            parameter["x-ms-visibility"] = "advanced";
        if ((string?)parameter["type"] == "array")
            Choose(parameter);
    }

    /// <summary>
    /// One value to choose, which a list of them has no room for in the designer; who wants several writes them with commas.
    /// </summary>
    private static void Choose(JsonObject parameter)
    {
        var item = parameter["items"]!.AsObject();
        parameter.Remove("items");
        parameter.Remove("collectionFormat");
        parameter["type"] = "string";
        if (item["enum"] is { } choices)
            parameter["enum"] = choices.DeepClone();
        parameter["description"] = $"{parameter["description"]} Several have commas between them.";
    }
}
