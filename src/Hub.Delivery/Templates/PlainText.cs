namespace Hub.Delivery.Templates;

/// <summary>Text without any markup: what reads JSON, and what shows texts as they are.</summary>
internal sealed class PlainText : TargetText
{
    public static readonly PlainText Instance = new();

    public override string Escape(string key, string value) => value;

    /// <summary>Data are handed on as they are.</summary>
    public override bool IsUrl(string key) => false;
}
