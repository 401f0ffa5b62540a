namespace Hub.Delivery.Templates;

/// <summary>
/// How values are written inside the JSON texts of a target's messages, so that none is taken for markup, a link or a mention:
/// by the place where they stand, which is the key of the text. One for each family of markup.
/// </summary>
public abstract class TargetText
{
    /// <summary>A value, safe to stand in the text under the key; not yet escaped for JSON.</summary>
    public abstract string Escape(string key, string value);
}
