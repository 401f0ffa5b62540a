using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Hub.Portal.Writing.Pictures;

/// <summary>Markdown as runs of text: what is no style, markup included, is text.</summary>
internal static class MarkdownRuns
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseEmphasisExtras()
        .Build();

    public static IReadOnlyList<Run> Of(string? text)
    {
        var runs = new List<Run>();
        if (text is not null)
            Add(Markdown.Parse(text, Pipeline), runs, "");
        return runs;
    }

    private static void Add(Block block, List<Run> runs, string before)
    {
        switch (block)
        {
            case ContainerBlock container:
                foreach (var inner in container)
                    Add(inner, runs, container is ListItemBlock ? "• " : before);
                break;
            case LeafBlock leaf:
                Begin(runs, before);
                if (leaf.Inline is { } inlines)
                    Add(inlines, runs, leaf is HeadingBlock ? RunStyle.Bold : RunStyle.Plain);
                else
                    runs.Add(new(leaf.Lines.ToString(), RunStyle.Code));
                break;
        }
    }

    private static void Begin(List<Run> runs, string before)
    {
        var start = runs.Count > 0 ? $"\n{before}" : before;
        if (start.Length > 0)
            runs.Add(new(start));
    }

    private static void Add(ContainerInline container, List<Run> runs, RunStyle style)
    {
        foreach (var inline in container)
            switch (inline)
            {
                case LiteralInline literal:
                    runs.Add(new(literal.Content.ToString(), style));
                    break;
                case CodeInline code:
                    runs.Add(new(code.Content, style | RunStyle.Code));
                    break;
                case HtmlEntityInline entity:
                    runs.Add(new(entity.Transcoded.ToString(), style));
                    break;
                case AutolinkInline address:
                    runs.Add(new(address.Url, style | RunStyle.Link));
                    break;
                case LineBreakInline:
                    runs.Add(new("\n"));
                    break;
                case EmphasisInline emphasis:
                    Add(emphasis, runs, style | StyleOf(emphasis));
                    break;
                case LinkInline link:
                    Add(link, runs, style | RunStyle.Link);
                    break;
                case ContainerInline other:
                    Add(other, runs, style);
                    break;
            }
    }

    private static RunStyle StyleOf(EmphasisInline emphasis) =>
        emphasis.DelimiterChar == '~' ? RunStyle.Strike
        : emphasis.DelimiterCount == 2 ? RunStyle.Bold
        : RunStyle.Italic;
}
