using System.Text;
using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates.Writing;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Templates.Binding;

/// <summary>What a template gets for a value of an event.</summary>
internal static class ValueView
{
    /// <summary>No target takes texts as long, and every function takes them: what is longer ends there.</summary>
    private const int LongestText = 100_000;

    /// <param name="name">What is known of the object whose member it is.</param>
    public static object? Of(object value, EventName name, string member) =>
        Of(value, value is string or long or bool ? name : name.Member(member));

    /// <param name="name">What is known of it.</param>
    public static object? Of(object value, EventName name) =>
        value switch
        {
            string text => Text(text),
            long and >= int.MinValue and <= int.MaxValue and var small => (int)small,
            IShown shown => new ObjectView(shown, name),
            IReadOnlyList<object> list => new ListView(list, name),
            IReadOnlyList<long> numbers => new ListView([.. numbers], name),
            JsonElement json => Of(json, name),
            _ => value,
        };

    public static string JsonOf(object value)
    {
        var buffer = RenderBuffer.Rent();
        Write(buffer.Writer, value);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    public static InvalidOperationException ReadOnly() => new("What happened cannot be changed.");

    private static object? Of(JsonElement json, EventName name) =>
        json.ValueKind switch
        {
            JsonValueKind.String => Text(json.GetString()!),
            JsonValueKind.Number => Number(json),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Object => new ObjectView(new ShownJson(json), name),
            JsonValueKind.Array => new ListView([.. json.EnumerateArray()], name),
            _ => null,
        };

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case IShown shown:
                shown.Write(writer);
                break;
            case IReadOnlyList<object> list:
                writer.WriteStartArray();
                foreach (var one in list)
                    Write(writer, one);
                writer.WriteEndArray();
                break;
            case JsonElement json:
                json.WriteTo(writer);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
        }
    }

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
