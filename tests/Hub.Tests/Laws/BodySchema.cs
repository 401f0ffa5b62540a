using System.Text.Json.Nodes;
using Hub.Tests.OpenApi;

namespace Hub.Tests.Laws;

/// <summary>The fields of a body as the document has them, those in records inside of it by their path.</summary>
internal static class BodySchema
{
    public static IReadOnlyList<BodyField> Fields(JsonObject document, string name) =>
        [.. In(document, document.Schema(name), "")];

    private static IEnumerable<BodyField> In(JsonObject document, JsonObject schema, string path)
    {
        foreach (var (name, property) in schema["properties"]!.AsObject())
        {
            var field = property!.AsObject();
            if ((string?)field["$ref"] is { } named && document.Schema(named.Split('/')[^1]) is var inner)
                if (inner["properties"] is not null)
                {
                    foreach (var one in In(document, inner, $"{path}{name}."))
                        yield return one;
                    continue;
                }
                else
                    field = inner;
            yield return new BodyField(path + name, field);
        }
    }

    /// <summary>Puts the value where the path leads.</summary>
    public static void Put(this JsonObject body, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
            body = (JsonObject)(body[name] ??= new JsonObject());
        body[names[^1]] = value;
    }
}

/// <summary>A field of a body.</summary>
/// <param name="Path">As errors name it.</param>
internal sealed record BodyField(string Path, JsonObject Schema)
{
    /// <summary>By their numbers: a text is what another system calls something, and an organization is no record of its own.</summary>
    public bool NamesRecords =>
        !IsText
        && Path != "org_id"
        && (Path.EndsWith("_id", StringComparison.Ordinal) || Path.EndsWith("_ids", StringComparison.Ordinal));

    public bool IsList => Is("array");

    /// <summary>Any text, and no choice or date.</summary>
    public bool IsText => Is("string") && Schema["enum"] is null && !IsDate;

    /// <summary>A list of choices, or of records.</summary>
    private bool HoldsNoText => Schema["items"] is { } items && (items["$ref"] ?? items["enum"]) is not null;

    public bool IsInteger => Is("integer") || Schema["items"]?["type"]?.ToString() == "integer";

    public bool IsDate => (string?)Schema["format"] == "date-time";

    /// <summary>A value of another type.</summary>
    public JsonNode WrongShape => Is("string") || IsList || Is("object") ? 7 : "neither a number nor a flag";

    /// <summary>A value of the right type that exceeds the field's limit; nothing for a field without one.</summary>
    public JsonNode? TooMuch =>
        Most("maxLength") is { } characters ? new string('x', characters + 1)
        : Most("maxItems") is { } entries && !HoldsNoText
            ? new JsonArray([.. Names(entries).Select((name, index) => IsInteger ? (JsonNode)(index + 1) : name)])
        : Most("maxProperties") is { } names
            ? new JsonObject(Names(names).Select(name => KeyValuePair.Create(name, (JsonNode?)"x")))
        : Most("maximum") is { } most ? most + 1
        : Schema["items"]?["maxLength"] is { } each ? new JsonArray(new string('x', (int)each + 1))
        : null;

    /// <summary>A value of the right type that falls short of the field's limit; nothing for a field without one.</summary>
    public JsonNode? TooLittle =>
        Least("minLength") is { } characters ? new string('x', characters - 1)
        : Least("minItems") is not null ? new JsonArray()
        : Schema["minimum"] is { } least ? (int)least - 1
        : null;

    private static IEnumerable<string> Names(int most) => Enumerable.Range(0, most + 1).Select(index => $"x{index}");

    /// <summary>Bounds that only say how far a number of the type goes are none.</summary>
    private int? Most(string bound) => Schema[bound] is { } most && (double)most < int.MaxValue ? (int)most : null;

    private int? Least(string bound) => Schema[bound] is { } least && (int)least > 0 ? (int)least : null;

    private bool Is(string type) =>
        Schema["type"] switch
        {
            JsonArray several => several.Any(one => (string)one! == type),
            { } one => (string)one! == type,
            null => Schema["enum"] is not null && type == "string",
        };
}
