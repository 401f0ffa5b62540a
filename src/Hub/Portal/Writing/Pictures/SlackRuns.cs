using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Portal.Writing.Pictures;

/// <summary>Text as Slack marks it up, and Google Chat outside cards: <c>*bold*</c>, <c>&lt;address|label&gt;</c>.</summary>
internal static partial class SlackRuns
{
    public static IReadOnlyList<Run> Of(string? text)
    {
        var runs = new List<Run>();
        if (text is not null)
            Add(text, runs, RunStyle.Plain);
        return runs;
    }

    private static void Add(string text, List<Run> runs, RunStyle style)
    {
        var from = 0;
        foreach (Match match in Marks().Matches(text))
        {
            Plain(text[from..match.Index], runs, style);
            from = match.Index + match.Length;
            if (match.Groups["target"] is { Success: true, Value: var target })
                Plain(
                    match.Groups["label"] is { Success: true, Value: var label } ? label : target,
                    runs,
                    target[0] is '!' or '@' or '#' ? style : style | RunStyle.Link
                );
            else
                Add(match.Groups["inner"].Value, runs, style | StyleOf(match.Groups["mark"].ValueSpan[0]));
        }
        Plain(text[from..], runs, style);
    }

    private static void Plain(string text, List<Run> runs, RunStyle style)
    {
        if (text.Length > 0)
            runs.Add(new(WebUtility.HtmlDecode(text), style));
    }

    private static RunStyle StyleOf(char mark) =>
        mark switch
        {
            '*' => RunStyle.Bold,
            '_' => RunStyle.Italic,
            '~' => RunStyle.Strike,
            _ => RunStyle.Code,
        };

    [GeneratedRegex(
        @"<(?<target>[^<>|]+)(\|(?<label>[^<>]*))?>|(?<![\w*_~`])(?<mark>[*_~`])(?!\k<mark>)(?<inner>\S[^\n]*?)\k<mark>(?!\w)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Marks();
}
