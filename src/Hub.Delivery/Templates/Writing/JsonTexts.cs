using System.Collections;
using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates.Binding;
using Hub.Delivery.Templates.Markup;

namespace Hub.Delivery.Templates.Writing;

/// <summary>Values as JSON text that is to stand inside another text.</summary>
internal static class JsonTexts
{
    private const int Deepest = 16;

    public static string Of(object? value, RenderContext context)
    {
        using var memory = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                memory,
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
            Write(writer, value, context, 0);
        return System.Text.Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    private static void Write(Utf8JsonWriter writer, object? value, RenderContext context, int depth)
    {
        if (depth > Deepest || writer.BytesCommitted + writer.BytesPending > CharBuffer.Limit)
            throw new InvalidOperationException("The value is too large to be written as JSON.");
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonValue inner:
                Write(writer, inner.Value, context, depth + 1);
                break;
            case ObjectView view:
                view.Json.WriteTo(writer);
                break;
            case ListView view:
                view.Json.WriteTo(writer);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string or char or SafeMarkup:
                writer.WriteStringValue(value.ToString());
                break;
            case IFormattable when value.GetType().IsPrimitive || value is decimal or System.Numerics.BigInteger:
                writer.WriteRawValue(context.TextOf(value));
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member, context, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case IEnumerable elements:
                writer.WriteStartArray();
                foreach (var one in elements)
                    Write(writer, one, context, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(context.TextOf(value));
                break;
        }
    }
}
