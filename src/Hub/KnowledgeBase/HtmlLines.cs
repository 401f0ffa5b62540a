namespace Hub.KnowledgeBase;

/// <summary>
/// HTML in lines that can be compared: they end where they end in the text, and behind what ends a line when it is shown, since
/// editors write all of an article in one.
/// </summary>
internal static class HtmlLines
{
    private static readonly string[] Ends =
    [
        "</p>",
        "</li>",
        "</h1>",
        "</h2>",
        "</h3>",
        "</h4>",
        "</h5>",
        "</h6>",
        "</tr>",
        "</pre>",
        "</div>",
        "</ul>",
        "</ol>",
        "</blockquote>",
        "<br>",
    ];

    public static IReadOnlyList<string> Of(string html)
    {
        var lines = new List<string>();
        foreach (var written in html.Split('\n'))
        {
            var start = 0;
            for (var at = written.IndexOf('<'); at >= 0; at = written.IndexOf('<', at + 1))
                foreach (var end in Ends)
                    if (string.CompareOrdinal(written, at, end, 0, end.Length) == 0)
                    {
                        lines.Add(written[start..(at + end.Length)]);
                        start = at + end.Length;
                    }
            if (start < written.Length || start == 0)
                lines.Add(written[start..]);
        }
        return lines;
    }
}
