using System.Collections;
using System.Globalization;
using System.Text.Json;
using Hub.Delivery.Templates.Binding;
using Hub.Delivery.Templates.Markup;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Writing;

/// <summary>The message as it is written: raw text of the template as it is, values by the place where they stand.</summary>
internal sealed class JsonOutput(RenderSettings settings, string template, TextLengths lengths) : IScriptOutput
{
    private const int Deepest = 16;

    private readonly CharBuffer buffer = new();
    private readonly JsonPlace place = new(settings.Target.Text);
    private readonly List<(int Output, int Template)> origins = [];

    public ReadOnlySpan<char> Written => buffer.Written;

    /// <summary>Where in the template what stands there came from, as near as raw text tells.</summary>
    public int OriginOf(int output)
    {
        var origin = origins.FindLast(one => one.Output <= output);
        return origin.Template + output - origin.Output;
    }

    public void Write(string text, int offset, int count)
    {
        if (ReferenceEquals(text, template))
        {
            // A value before it came from somewhere between the two raw texts: from the first one's end.
            origins.Add((buffer.Length, offset));
        }
        var from = buffer.Length;
        buffer.Append(text.AsSpan(offset, count));
        place.Follow(buffer.Written, from);
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Templates are rendered synchronously: nothing else asks every limit.");

    public void WriteValue(object? value, RenderContext context)
    {
        var from = buffer.Length;
        if (place.InString)
            WriteInString(value, context);
        else
            WriteJson(value, context);
        lengths.Written(buffer.Length - from);
    }

    private void WriteInString(object? value, RenderContext context)
    {
        if (place.TakeEscape())
            buffer.Append("\\");
        var (text, key) = (place.Text, place.Key);
        if (place.IsKey)
            JsonEscape.Append(buffer, context.TextOf(value));
        else if (value is SafeMarkup markup)
            JsonEscape.Append(buffer, markup.Shorter(one => Cut(one, text, key, context)).In(text, key));
        else if (text.IsUrl(key))
            WriteUrl(context.TextOf(value), text, key, context);
        else
            JsonEscape.Append(buffer, text.Escape(key, Cut(context.TextOf(value), text, key, context)));
    }

    /// <summary>A whole address where it begins the text, a part of one after that.</summary>
    private void WriteUrl(string value, TargetText text, string key, RenderContext context)
    {
        if (place.WrittenOf(buffer) > 0)
        {
            JsonEscape.Append(buffer, Uri.EscapeDataString(value));
            return;
        }
        var safe = text.Escape(key, value);
        if (safe.Length == 0 && value.Length > 0)
            context.Warn($"What `{key}` would get is no https address and was left out.");
        JsonEscape.Append(buffer, safe);
    }

    private string Cut(string value, TargetText text, string key, RenderContext context)
    {
        lengths.Add(value.Length);
        var free =
            text.LimitOf(key) is var limit and < int.MaxValue && !settings.RefuseTooLarge
                ? limit - place.WrittenOf(buffer)
                : int.MaxValue;
        var longest = Math.Min(lengths.Longest, free);
        if (value.Length <= longest)
            return value;
        var note = context.Words.Shortened;
        context.Warn(
            free < lengths.Longest
                ? $"A text under `{key}` was shortened to {free} characters: {settings.Target.Title} takes no more."
                : $"A text under `{key}` was shortened: the message would be too large."
        );
        return GraphemeCut.At(value, longest - note.Length - 1) + " " + note;
    }

    private void WriteJson(object? value, RenderContext context)
    {
        if (place.IsKey)
        {
            var key = context.TextOf(value);
            WriteQuoted(key);
            place.TakeValue(key);
            return;
        }
        WriteJson(value, place.Key, context, 0);
        if (value is string text)
            place.TakeValue(text);
    }

    private void WriteJson(object? value, string key, RenderContext context, int depth)
    {
        if (depth > Deepest)
            throw new InvalidOperationException($"A value is nested deeper than {Deepest} levels.");
        var text = place.Text;
        switch (value)
        {
            case null:
                buffer.Append("null");
                break;
            case JsonValue json:
                WriteJson(json.Value, key, context, depth);
                break;
            case bool flag:
                buffer.Append(flag ? "true" : "false");
                break;
            case char one:
                WriteQuoted(text.Escape(key, one.ToString()));
                break;
            case string or SafeMarkup:
                var safe = value is SafeMarkup markup
                    ? markup.Shorter(one => Cut(one, text, key, context)).In(text, key)
                    : text.Escape(key, Cut((string)value, text, key, context));
                WriteQuoted(safe);
                break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                throw new InvalidOperationException("The value is no number that JSON can hold.");
            case IFormattable number when value.GetType().IsPrimitive || value is decimal or System.Numerics.BigInteger:
                buffer.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(members, context, depth);
                break;
            case IEnumerable elements:
                WriteList(elements, key, context, depth);
                break;
            default:
                WriteQuoted(text.Escape(key, context.TextOf(value)));
                break;
        }
    }

    private void WriteObject(IEnumerable<KeyValuePair<string, object?>> members, RenderContext context, int depth)
    {
        buffer.Append("{");
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            if (!isFirst)
                buffer.Append(",");
            isFirst = false;
            WriteQuoted(name);
            buffer.Append(":");
            WriteJson(value, name, context, depth + 1);
        }
        buffer.Append("}");
    }

    private void WriteList(IEnumerable elements, string key, RenderContext context, int depth)
    {
        buffer.Append("[");
        var isFirst = true;
        foreach (var one in elements)
        {
            if (!isFirst)
                buffer.Append(",");
            isFirst = false;
            WriteJson(one, key, context, depth + 1);
        }
        buffer.Append("]");
    }

    private void WriteQuoted(string text)
    {
        buffer.Append("\"");
        JsonEscape.Append(buffer, text);
        buffer.Append("\"");
    }
}
