using System.Text.Json;

namespace Hub.LocalCloud.Cosmos.Partitioning;

/// <summary>The partition key paths of a container, and how values are read by them.</summary>
internal sealed class PartitionKeyDefinition(IReadOnlyList<string> paths, bool hierarchical)
{
    private static readonly JsonElement Undefined = JsonElement.Parse("{}");

    public IReadOnlyList<string[]> Paths { get; } =
    [.. paths.Select(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries))];

    public bool Hierarchical => hierarchical;

    public static PartitionKeyDefinition Parse(JsonElement container)
    {
        var definition = container.GetProperty("partitionKey");
        var paths = definition.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!).ToList();
        return new PartitionKeyDefinition(
            paths,
            definition.TryGetProperty("kind", out var kind) && kind.ValueEquals("MultiHash")
        );
    }

    /// <summary>The value of the header x-ms-documentdb-partitionkey, which may be a prefix; null if it is none.</summary>
    public PartitionKey? FromHeader(string header)
    {
        try
        {
            var array = JsonElement.Parse(header);
            return array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > Paths.Count
                ? null
                : Of([.. array.EnumerateArray()]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public PartitionKey FromDocument(JsonElement document) =>
        Of([
            .. Paths.Select(path =>
                path.Aggregate(document, (element, name) =>
                    element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
                        ? value
                        : Undefined
                )
            ),
        ]);

    public PartitionKey Of(IReadOnlyList<JsonElement> components) =>
        new(
            // The header arrives escaped to ASCII and documents do not: one spelling makes them comparable.
            $"[{string.Join(',', components.Select(Spell))}]",
            EffectiveKey.Of(components, hierarchical),
            components.Count == Paths.Count
        );

    private static string Spell(JsonElement component) =>
        component.ValueKind switch
        {
            JsonValueKind.String => JsonSerializer.Serialize(component.GetString()),
            JsonValueKind.Number => JsonSerializer.Serialize(component.GetDouble()),
            JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False => component.GetRawText(),
            _ => "{}",
        };
}
