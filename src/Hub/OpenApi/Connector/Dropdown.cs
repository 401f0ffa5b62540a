using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>The values of a list to choose from, in the older words and the newer ones.</summary>
internal static class Dropdown
{
    /// <param name="site">A parameter, a property or the items of one.</param>
    /// <param name="operation">What lists the values.</param>
    /// <param name="given">What it is asked with: a literal, or the name of a parameter of its own operation.</param>
    public static void Put(
        JsonObject site,
        string operation,
        string items,
        string title,
        string value,
        IReadOnlyList<(string Name, JsonNode? Literal, string? Parameter)> given
    )
    {
        site["x-ms-dynamic-values"] = new JsonObject
        {
            ["operationId"] = operation,
            ["parameters"] = Given(given, literal => literal, "parameter"),
            ["value-collection"] = items,
            ["value-title"] = title,
            ["value-path"] = value,
        };
        site["x-ms-dynamic-list"] = new JsonObject
        {
            ["operationId"] = operation,
            ["parameters"] = Given(given, literal => new JsonObject { ["value"] = literal }, "parameterReference"),
            ["itemsPath"] = items,
            ["itemTitlePath"] = title,
            ["itemValuePath"] = value,
        };
    }

    private static JsonObject Given(
        IReadOnlyList<(string Name, JsonNode? Literal, string? Parameter)> given,
        Func<JsonNode, JsonNode> literally,
        string reference
    ) =>
        new(
            given.Select(one =>
                KeyValuePair.Create<string, JsonNode?>(
                    one.Name,
                    one.Literal is { } literal
                        ? literally(literal.DeepClone())
                        : new JsonObject { [reference] = one.Parameter }
                )
            )
        );
}
