using System.Text.Json;
using Hub.Delivery.Templates.Writing;

namespace Hub.Delivery.Templates.Binding;

/// <summary>What a template gets for a JSON value.</summary>
internal static class JsonView
{
    /// <summary>No target takes texts as long, and every function takes them: what is longer ends there.</summary>
    private const int LongestText = 100_000;

    public static object? Of(JsonElement json, EventName name) =>
        json.ValueKind switch
        {
            JsonValueKind.String => Text(json.GetString()!),
            JsonValueKind.Number => Number(json),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Object => new ObjectView(json, name),
            JsonValueKind.Array => new ListView(json, name),
            _ => null,
        };

    public static InvalidOperationException ReadOnly() => new("What happened cannot be changed.");

    private static string Text(string text) =>
        text.Length <= LongestText ? text : GraphemeCut.At(text, LongestText) + "…";

    /// <summary>One that no sort of number holds is text.</summary>
    private static object Number(JsonElement json)
    {
        if (json.TryGetInt32(out var small))
            return small;
        if (json.TryGetInt64(out var large))
            return large;
        if (json.TryGetDecimal(out var exact))
            return exact;
        return json.TryGetDouble(out var rough) && double.IsFinite(rough) ? rough : json.GetRawText();
    }
}
