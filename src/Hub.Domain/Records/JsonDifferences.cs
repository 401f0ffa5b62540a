using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Events;

namespace Hub.Domain.Records;

/// <summary>Which members of two states of a record differ, by their stored names, which are those of the wire.</summary>
internal static class JsonDifferences
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public static IReadOnlyList<FieldChange> Between<T>(T before, T after, JsonTypeInfo<T> json)
    {
        var (from, to) = (Members(before, json), Members(after, json));
        return
        [
            .. from
                .Keys.Union(to.Keys)
                .Where(name => name != "updated_at")
                .Select(name => new FieldChange(
                    name,
                    from.GetValueOrDefault(name, Nothing),
                    to.GetValueOrDefault(name, Nothing)
                ))
                .Where(change => !JsonElement.DeepEquals(change.From, change.To)),
        ];
    }

    private static Dictionary<string, JsonElement> Members<T>(T value, JsonTypeInfo<T> json) =>
        JsonSerializer
            .SerializeToElement(value, json)
            .EnumerateObject()
            .ToDictionary(one => one.Name, one => one.Value);
}
