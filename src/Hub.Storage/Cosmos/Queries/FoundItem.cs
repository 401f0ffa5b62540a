using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Queries;

/// <summary>A row of a query for documents.</summary>
internal sealed record FoundItem(JsonElement Row)
{
    /// <summary>What rows hold: enough to make a document of, or to sort by.</summary>
    public const string WithBody =
        "c[\"partition\"] AS p, c[\"key\"] AS k, c[\"_etag\"] AS t, c[\"size\"] AS z, c[\"body\"] AS b";

    public const string WithFields = "c[\"id\"] AS id, c[\"partition\"] AS p, c[\"key\"] AS k, c[\"f\"] AS f";

    public string Id => Row.GetProperty("id").GetString()!;

    public string Key => Row.GetProperty("k").GetString()!;

    public string Partition => Row.GetProperty("p").GetString()!;

    public JsonElement Field(string name) => Row.GetProperty("f").TryGetProperty(name, out var value) ? value : default;

    public Stored<T> ToStored<T>(DocumentType<T> type)
        where T : class =>
        new(
            Partition,
            SortableText.Decode(Key),
            Row.GetProperty("b").Deserialize(type.Json)!,
            ItemVersion.Of(Row.GetProperty("t").GetString()!, ItemVersion.SizeOf(Row, "z", "b"))
        );
}
