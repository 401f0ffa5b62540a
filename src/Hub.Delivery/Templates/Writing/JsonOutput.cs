using Hub.Delivery.Templates.Markup;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Writing;

/// <summary>The message as it is written: raw text of the template as it is, values by the place where they stand.</summary>
internal sealed class JsonOutput(RenderSettings settings, string template, TextLengths lengths)
    : IScriptOutput,
        IDisposable
{
    private readonly CharBuffer buffer = new();
    private readonly JsonPlace place = new(settings.Target.Text);
    private readonly SafeTexts texts = new(settings, lengths);
    private readonly List<(int Output, int Template)> origins = [];

    public ReadOnlySpan<char> Written => buffer.Written;

    /// <summary>Where in the template what stands there came from, as near as raw text tells.</summary>
    public int OriginOf(int output)
    {
        var origin = origins.FindLast(one => one.Output <= output);
        return origin.Template + output - origin.Output;
    }

    public void Dispose() => buffer.Dispose();

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
        else if (value is not SafeMarkup && text.IsUrl(key))
            WriteUrl(context.TextOf(value), text, key, context);
        else
            JsonEscape.Append(
                buffer,
                texts.Of(
                    value as SafeMarkup ?? (object)context.TextOf(value),
                    text,
                    key,
                    place.WrittenOf(buffer),
                    context
                )
            );
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

    private void WriteJson(object? value, RenderContext context)
    {
        var text = place.Text;
        var values = new JsonValues(buffer, context, (key, one) => texts.Of(one, text, key, written: 0, context));
        if (place.IsKey)
        {
            var key = context.TextOf(value);
            values.WriteText(key);
            place.TakeValue(key);
            return;
        }
        values.Write(value, place.Key);
        if (value is string type)
            place.TakeValue(type);
    }
}
