using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Scim.Resources;

/// <summary>What tells the elements of a list apart (RFC 7643, 2.4), as text that a dictionary can look up.</summary>
internal static class ElementNames
{
    /// <summary>A value and its type name an element; one without a value is named by all that it holds.</summary>
    public static string Of(JsonNode? element) =>
        element is JsonObject parts && parts["value"] is { } value
            ? $"{value.ToJsonString()} {parts["type"]?.ToJsonString()}"
            : Whole(element);

    /// <summary>The same for whatever is equal, in whichever order its parts stand.</summary>
    public static string Whole(JsonNode? element)
    {
        if (element is not JsonObject parts)
            return element?.ToJsonString() ?? "null";
        var name = new StringBuilder("{");
        foreach (var (key, value) in parts.OrderBy(static part => part.Key, StringComparer.Ordinal))
            name.Append(key).Append(':').Append(Whole(value)).Append(',');
        return name.Append('}').ToString();
    }

    /// <summary>Takes away what does not fit, in one pass.</summary>
    public static void Keep(this JsonArray list, Func<JsonNode?, bool> fits)
    {
        JsonNode?[] kept = [.. list.Where(fits)];
        if (kept.Length == list.Count)
            return;
        list.Clear();
        foreach (var element in kept)
            list.Add(element);
    }
}
