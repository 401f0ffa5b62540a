namespace Hub.Delivery.Templates;

/// <summary>
/// How values are written inside the JSON texts of a target's messages, so that none is taken for markup, a link or a mention:
/// by the place where they stand, which is the key of the text. One for each family of markup.
/// </summary>
public abstract class TargetText
{
    /// <summary>Seen by nobody; what stands on its two sides is no mark together any more.</summary>
    internal const char Nothing = '\u200b';

    /// <summary>A value, safe to stand in the text under the key; not yet escaped for JSON.</summary>
    public abstract string Escape(string key, string value);

    /// <summary>How values are written in an object that stands under the key, or that says in <c>type</c> that it is this.</summary>
    public virtual TargetText Within(string name) => this;

    /// <summary>Whether the text under the key is an address: nothing but https gets there.</summary>
    public virtual bool IsUrl(string key) =>
        key.EndsWith("url", StringComparison.OrdinalIgnoreCase) || key is "href" or "title_link" or "author_link";

    /// <summary>Whether marks mean anything in the text under the key.</summary>
    public virtual bool HasMarkup(string key) => false;

    /// <summary>The most characters that the target takes in a text under the key.</summary>
    public virtual int LimitOf(string key) => int.MaxValue;

    // What follows is given text that is escaped already.

    public virtual string Strong(string text) => text;

    public virtual string Emphasis(string text) => text;

    public virtual string Struck(string text) => text;

    public virtual string Code(string text) => text;

    /// <param name="url">An absolute address of http or https.</param>
    public virtual string Link(string label, string url) => label == url ? url : $"{label} ({url})";

    /// <summary>Tells somebody; nothing where the target has no such mention, or none by such an id.</summary>
    public virtual string? Mention(string id, string name) => null;

    /// <summary>A time as each reader's own clock has it; what is given in the zone of the subscription where there is no such thing.</summary>
    public virtual string Instant(DateTimeOffset at, string fallback) => fallback;

    public virtual string LineBreak => "\n";

    public virtual string ParagraphBreak => "\n\n";

    public virtual string ItemBreak => "\n";

    public virtual string ListItem(string text, int? number) => number is { } n ? $"{n}. {text}" : $"• {text}";

    public virtual string Quote(string text) => text;

    private protected static string Https(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps
        && !value.AsSpan().ContainsAny(' ', '\n')
            ? value
            : "";
}
