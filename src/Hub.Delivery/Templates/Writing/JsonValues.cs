using System.Collections;
using System.Globalization;
using System.Numerics;
using Hub.Delivery.Templates.Markup;

namespace Hub.Delivery.Templates.Writing;

/// <summary>Writes values of templates as JSON.</summary>
/// <param name="text">What a text under a key, or what makes markup there, is written as.</param>
internal sealed class JsonValues(CharBuffer buffer, RenderContext context, Func<string, object, string> text)
{
    private const int Deepest = 16;

    /// <summary>A value as a text of JSON.</summary>
    public static string TextOf(object? value, RenderContext context)
    {
        var buffer = new CharBuffer();
        new JsonValues(buffer, context, static (_, one) => one.ToString()!).Write(value, "");
        return buffer.Written.ToString();
    }

    /// <exception cref="InvalidOperationException">JSON has no such number, or no such depth.</exception>
    public void Write(object? value, string key, int depth = 0)
    {
        if (depth > Deepest)
            throw new InvalidOperationException($"A value is nested deeper than {Deepest} levels.");
        switch (value)
        {
            case null:
                buffer.Append("null");
                break;
            case JsonValue json:
                Write(json.Value, key, depth + 1);
                break;
            case bool flag:
                buffer.Append(flag ? "true" : "false");
                break;
            case string or SafeMarkup:
                WriteText(text(key, value));
                break;
            case char one:
                WriteText(text(key, one.ToString()));
                break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                throw new InvalidOperationException("The value is no number that JSON can hold.");
            case IFormattable number when value.GetType().IsPrimitive || value is decimal or BigInteger:
                buffer.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(members, depth);
                break;
            case IEnumerable elements:
                WriteList(elements, key, depth);
                break;
            default:
                WriteText(text(key, context.TextOf(value)));
                break;
        }
    }

    public void WriteText(string value)
    {
        buffer.Append("\"");
        JsonEscape.Append(buffer, value);
        buffer.Append("\"");
    }

    private void WriteObject(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        buffer.Append("{");
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            if (!isFirst)
                buffer.Append(",");
            isFirst = false;
            WriteText(name);
            buffer.Append(":");
            Write(value, name, depth + 1);
        }
        buffer.Append("}");
    }

    private void WriteList(IEnumerable elements, string key, int depth)
    {
        buffer.Append("[");
        var isFirst = true;
        foreach (var one in elements)
        {
            if (!isFirst)
                buffer.Append(",");
            isFirst = false;
            Write(one, key, depth + 1);
        }
        buffer.Append("]");
    }
}
