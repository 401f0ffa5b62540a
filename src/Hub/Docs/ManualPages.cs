using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Hub.Docs;

/// <summary>The pages of the manual, as they stand in the folder docs.</summary>
internal static class ManualPages
{
    private const string Folder = "docs/";
    private const string Extension = ".md";

    /// <summary>Where pages have their drawings, below themselves.</summary>
    public const string Figures = "figures/";

    /// <summary>Those of most interest to whoever uses the API come first.</summary>
    public static readonly IReadOnlyList<(string Name, string Title)> Titles =
    [
        ("receiving", "Receiving webhooks"),
        ("portal", "Portal"),
        ("targets", "Targets"),
        ("templates", "Templates"),
        ("template-names", "Names in templates"),
        ("connector", "Connector"),
        ("contracts", "Moving from another system"),
        ("errors", "Errors"),
        ("custom-fields", "Custom fields"),
        ("attachments", "Attachments"),
        ("workflow", "Workflow"),
        ("sla", "SLA"),
        ("on-call", "On-call"),
        ("assignment-rules", "Assignment rules"),
        ("scim", "SCIM"),
        ("saml", "SAML"),
        ("entra", "Entra ID"),
        ("graph", "Microsoft Graph"),
        ("import", "Import"),
        ("demo", "Demo data"),
        ("organizations", "Organizations"),
        ("search", "Search"),
        ("reports", "Reports"),
        ("audit", "Audit log"),
        ("operating", "Operating"),
        ("scale", "Scaling out"),
        ("speed", "Speed"),
        ("security", "Security"),
    ];

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .DisableHtml()
        .Build();

    /// <summary>Whether it is one of the drawings that came along with the program.</summary>
    public static bool HasFigure(string file) =>
        file.StartsWith(Figures, StringComparison.Ordinal)
        && typeof(ManualPages).Assembly.GetManifestResourceInfo(Folder + file) is not null;

    /// <summary>The page as HTML.</summary>
    public static string Render(string name) => ToHtml(Read(name + Extension));

    /// <summary>A file that came along with the program.</summary>
    public static string Read(string file)
    {
        using var stored = typeof(ManualPages).Assembly.GetManifestResourceStream(Folder + file)!;
        using var reader = new StreamReader(stored);
        return reader.ReadToEnd();
    }

    public static string ToHtml(string markdown)
    {
        var document = Markdig.Markdown.Parse(markdown, Markdown);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Lead(link);
        return document.ToHtml(Markdown);
    }

    /// <summary>Pages lead to pages; what the hub does not serve, such as its source, is text.</summary>
    private static void Lead(LinkInline link)
    {
        var parts = (link.Url ?? "").Split('#', 2);
        if (parts[0].Length == 0 || parts[0].Contains("://", StringComparison.Ordinal) || HasFigure(parts[0]))
            return;
        var page = Titles.FirstOrDefault(one => one.Name + Extension == parts[0]).Name;
        if (page is not null)
        {
            link.Url = parts.Length > 1 ? $"{page}#{parts[1]}" : page;
            return;
        }
        var text = new ContainerInline();
        link.MoveChildrenAfter(text);
        link.ReplaceBy(text);
    }
}
