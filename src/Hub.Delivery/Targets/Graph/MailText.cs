using System.Net;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets.Graph;

/// <summary>Mail whose body is HTML, as <c>content</c>; subject, names and addresses beside it are plain.</summary>
internal sealed class MailText : TargetText
{
    public static TargetText Instance { get; } = new MailText();

    public override string Escape(string key, string value) =>
        key == "content" ? WebUtility.HtmlEncode(value).ReplaceLineEndings("<br>") : value;
}
