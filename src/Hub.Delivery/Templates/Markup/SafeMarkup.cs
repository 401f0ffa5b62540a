namespace Hub.Delivery.Templates.Markup;

/// <summary>
/// What a function made for the template's author: it becomes markup where it is written, by the target and the place, and is not
/// escaped again. Joined with other text it is text like any.
/// </summary>
internal abstract class SafeMarkup
{
    /// <param name="text">Whose markup.</param>
    /// <param name="key">The key of the text that it stands in.</param>
    public abstract string In(TargetText text, string key);

    /// <summary>The same with texts of at most so many characters; itself where that changes nothing.</summary>
    public virtual SafeMarkup Shorter(Func<string, string> cut) => this;

    /// <summary>How it reads without markup.</summary>
    public sealed override string ToString() => In(PlainText.Instance, "");

    /// <summary>Who writes marks there: nobody where they mean nothing.</summary>
    private protected static TargetText MarksOf(TargetText text, string key) =>
        text.HasMarkup(key) ? text : PlainText.Instance;
}

internal sealed class Link(string label, string url) : SafeMarkup
{
    public override string In(TargetText text, string key) =>
        MarksOf(text, key) is var marks && marks == PlainText.Instance
            ? text.Escape(key, marks.Link(label, url))
            : marks.Link(text.Escape(key, label), url);

    public override SafeMarkup Shorter(Func<string, string> cut) => new Link(cut(label), url);
}

internal sealed class Mention(string id, string name) : SafeMarkup
{
    public override string In(TargetText text, string key) =>
        MarksOf(text, key).Mention(id, text.Escape(key, name)) ?? text.Escape(key, name);
}

internal sealed class LocalTime(DateTimeOffset at, string fallback) : SafeMarkup
{
    public override string In(TargetText text, string key) =>
        MarksOf(text, key).Instant(at, text.Escape(key, fallback));
}
