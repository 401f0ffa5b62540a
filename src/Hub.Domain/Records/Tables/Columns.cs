using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Shapes;

namespace Hub.Domain.Records.Tables;

/// <summary>The columns of an object: of a record, or of a line inside of one.</summary>
public static class Columns
{
    /// <summary>The values that hold, by name; every fault is said, and every member that is not read. A null that clears a value stays one.</summary>
    /// <param name="isWhole">Whether what must be there has to be given: a new object, and not a change of one.</param>
    public static Dictionary<string, JsonElement> Accept(
        this IReadOnlyList<Column> columns,
        IEnumerable<KeyValuePair<string, JsonElement>> given,
        bool isWhole,
        string path,
        Findings found
    )
    {
        var accepted = new Dictionary<string, JsonElement>();
        var named = new HashSet<string>();
        foreach (var (name, value) in given)
            if (columns.FirstOrDefault(one => one.Name == name) is not { } column)
                found.Unread(path + name, name, [.. columns.Select(one => one.Name)]);
            else if (!value.IsAbsent())
            {
                named.Add(name);
                if (
                    column.Type.Accept(column, value, path + name, found) is
                    { ValueKind: not JsonValueKind.Undefined } held
                )
                    accepted[name] = held;
            }
            else if (!isWhole && column.IsAlwaysThere)
                found.Wrong(path + name, "Must not be null; leave it out to keep it.");
            else if (!isWhole)
                accepted[name] = JsonValues.Null;
        foreach (var missing in columns.Where(one => isWhole && one.IsRequired && !named.Contains(one.Name)))
            found.Wrong(path + missing.Name, "Must not be empty.");
        return accepted;
    }

    public static JsonObject Schema(this IReadOnlyList<Column> columns)
    {
        var properties = new JsonObject();
        foreach (var column in columns)
            properties[column.Name] = column.Described();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. columns.Where(one => one.IsRequired).Select(one => (JsonNode)one.Name)]),
        };
    }

    /// <summary>The schema of its values, with what people call it and what it holds.</summary>
    public static JsonObject Described(this Column column)
    {
        var schema = column.Type.Schema();
        schema["title"] = PropertyTitle.Of(column.Name);
        schema["description"] = column.Text;
        return schema;
    }
}
