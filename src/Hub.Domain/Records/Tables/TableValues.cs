using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Hub.Domain.Json;
using Hub.Domain.Shapes;

namespace Hub.Domain.Records.Tables;

/// <summary>
/// The values of a record's columns by their names, as JSON, so that a decimal stays what was written. Equal when every value
/// is; what is absent is not there, and never null.
/// </summary>
public sealed class TableValues : IEquatable<TableValues>
{
    private readonly FrozenDictionary<string, JsonElement> values;

    public TableValues(IEnumerable<KeyValuePair<string, JsonElement>> values) =>
        this.values = values.Where(one => !one.Value.IsAbsent()).ToFrozenDictionary();

    /// <summary>The value; undefined when there is none.</summary>
    public JsonElement this[string name] => values.GetValueOrDefault(name);

    public IEnumerable<KeyValuePair<string, JsonElement>> All => values;

    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => Has(name) ? this[name].GetString() : null;

    /// <summary>Of a list; none when there is none.</summary>
    public IEnumerable<string> Texts(string name) =>
        Has(name) ? this[name].EnumerateArray().Select(static text => text.GetString()!) : [];

    public long? Integer(string name) => Has(name) ? this[name].GetInt64() : null;

    public bool? Flag(string name) => Has(name) ? this[name].GetBoolean() : null;

    public DateTimeOffset? Instant(string name) => Has(name) ? this[name].GetDateTimeOffset() : null;

    /// <summary>With these over its own; a null takes a value away.</summary>
    public TableValues With(IEnumerable<KeyValuePair<string, JsonElement>> changes)
    {
        var next = values.ToDictionary();
        foreach (var (name, value) in changes)
            next[name] = value;
        return new(next);
    }

    public TableValues With(string name, JsonElement value) => With([KeyValuePair.Create(name, value)]);

    public TableValues Without(IReadOnlyCollection<string> names) => new(values.Where(one => !names.Contains(one.Key)));

    public bool Equals(TableValues? other) =>
        other is not null
        && values.Count == other.values.Count
        && values.All(one => other.Has(one.Key) && JsonElement.DeepEquals(one.Value, other[one.Key]));

    public override bool Equals(object? obj) => Equals(obj as TableValues);

    public override int GetHashCode() => values.Keys.Aggregate(0, (hash, name) => hash ^ name.GetHashCode());
}

/// <summary>Plain values as JSON.</summary>
internal static class JsonValues
{
    public static readonly JsonElement Null = JsonElement.Parse("null");

    public static JsonElement Of(string text) => JsonSerializer.SerializeToElement(text, DomainJson.Default.String);

    public static JsonElement Of(long number) => JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture));

    public static JsonElement Of(decimal number) => JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture));

    public static JsonElement Of(DateTimeOffset at) => Of(WireTime.Text(at, Times.Milliseconds));

    public static JsonElement Object(IEnumerable<KeyValuePair<string, JsonElement>> members) =>
        JsonSerializer.SerializeToElement(members.ToDictionary(), DomainJson.Default.DictionaryStringJsonElement);

    public static JsonElement List(IEnumerable<JsonElement> items) =>
        JsonSerializer.SerializeToElement([.. items], DomainJson.Default.JsonElementArray);
}
