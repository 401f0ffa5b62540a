using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Hub.Portal.Writing.Pictures;

/// <summary>The little HTML that cards of Google Chat take, as runs of text.</summary>
internal static class HtmlRuns
{
    public static IReadOnlyList<Run> Of(string? html)
    {
        var runs = new List<Run>();
        if (html is not null && new HtmlParser().ParseDocument(html).Body is { } body)
            Add(body, runs, RunStyle.Plain);
        return runs;
    }

    private static void Add(INode node, List<Run> runs, RunStyle style)
    {
        foreach (var child in node.ChildNodes)
            if (child is IText text)
                runs.Add(new(text.Data, style));
            else if (child.NodeName == "BR")
                runs.Add(new("\n"));
            else
                Add(child, runs, style | StyleOf(child.NodeName));
    }

    private static RunStyle StyleOf(string name) =>
        name switch
        {
            "B" or "STRONG" => RunStyle.Bold,
            "I" or "EM" => RunStyle.Italic,
            "S" or "STRIKE" or "DEL" => RunStyle.Strike,
            "CODE" or "PRE" => RunStyle.Code,
            "A" => RunStyle.Link,
            _ => RunStyle.Plain,
        };
}
