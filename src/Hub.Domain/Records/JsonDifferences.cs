using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Events;

namespace Hub.Domain.Records;

/// <summary>Which members of two states of a record differ, by their stored names, which are those of the wire.</summary>
public static class JsonDifferences
{
    public static readonly JsonElement Nothing = JsonElement.Parse("null");

    public static IReadOnlyList<FieldChange> Between<T>(T before, T after, JsonTypeInfo<T> json) =>
        Between(Members(before, json), Members(after, json));

    public static IReadOnlyList<FieldChange> Between(
        IReadOnlyDictionary<string, JsonElement> from,
        IReadOnlyDictionary<string, JsonElement> to
    ) =>
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

    public static Dictionary<string, JsonElement> Members<T>(T value, JsonTypeInfo<T> json) =>
        JsonSerializer
            .SerializeToElement(value, json)
            .EnumerateObject()
            .ToDictionary(one => one.Name, one => one.Value);
}
