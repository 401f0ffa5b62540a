using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hub.Domain.Surveys;

namespace Hub.Surveys;

/// <summary>The page where a requester answers. It needs no script, and says of the ticket nothing but its subject.</summary>
internal static class SurveyPage
{
    /// <summary>The page's own style, by its hash, and its own form; nothing else loads or runs.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Style =
        "body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#1f2328;background:#f6f8fa}"
        + "main{box-sizing:border-box;max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;min-height:100vh;background:#fff}"
        + "h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}p{margin:.5rem 0;overflow-wrap:anywhere}"
        + "fieldset{margin:1.5rem 0 0;padding:0;border:0}legend,.for{display:block;padding:0;font-weight:600}"
        + ".scores{display:flex;gap:.5rem;margin-top:.5rem}"
        + ".scores label{flex:1;display:flex;flex-direction:column;align-items:center;padding:.5rem 0;border:1px solid #6e7781;border-radius:8px}"
        + ".scores label:has(:checked){border-color:#0550ae;background:#ddf4ff}"
        + "input{width:1.5rem;height:1.5rem;margin:0}.ends{display:flex;justify-content:space-between;font-size:.875rem;color:#57606a}"
        + ".for{margin-top:1.5rem}textarea{box-sizing:border-box;width:100%;margin-top:.5rem;padding:.5rem;font:inherit;border:1px solid #6e7781;border-radius:8px}"
        + "button{width:100%;margin-top:1rem;padding:.75rem;font:inherit;font-weight:600;color:#fff;background:#0550ae;border:0;border-radius:8px}"
        + ":focus-visible{outline:3px solid #0550ae;outline-offset:2px}"
        + ".wrong{padding:.75rem;color:#82071e;background:#ffebe9;border-radius:8px}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The question, with what was put in before and what is wrong with it.</summary>
    public static string Ask(AskedSurvey asked, SurveyForm form) =>
        Frame(
            "How did we do?",
            $"""
            <h1>How did we do?</h1>
            <p><strong dir="auto">{Encode(asked.Organization.Name)}</strong> has resolved your request
            <q dir="auto">{Encode(asked.Ticket.Subject)}</q>.</p>
            {Wrong(form.Problem)}<form method="post">
            <fieldset>
            <legend>How satisfied are you?</legend>
            <div class="scores">{Scores(form.Score)}</div>
            <div class="ends" aria-hidden="true"><span>Not at all</span><span>Very</span></div>
            </fieldset>
            <label class="for" for="comment">What would you like to tell us? (optional)</label>
            <textarea id="comment" name="{SurveyForm.CommentField}" rows="4" maxlength="{Survey.LongestComment}" dir="auto">
            {Encode(form.Comment ?? "")}</textarea>
            <button type="submit">Send</button>
            </form>
            """
        );

    public static string Thanks() => Say("Thank you", "Your answer has arrived.");

    public static string AnsweredBefore() =>
        Say("Thank you", "You have answered already. Your first answer counts, so nothing was changed.");

    public static string Expired() => Say("This survey is closed", "The time to answer it is over. Thank you anyway.");

    public static string Unknown() =>
        Say("There is no such survey", "Please check that the address is whole, as it was sent to you.");

    private static string Say(string title, string text) => Frame(title, $"<h1>{title}</h1>\n<p>{text}</p>");

    private static string Wrong(string? problem) =>
        problem is null ? "" : $"""<p class="wrong" role="alert">{Encode(problem)}</p>{"\n"}""";

    private static string Scores(int? chosen) =>
        string.Concat(
            Enumerable
                .Range(Survey.WorstScore, Survey.BestScore - Survey.WorstScore + 1)
                .Select(score =>
                    $"""<label><input type="radio" name="{SurveyForm.ScoreField}" value="{score}" required"""
                    + $"""{(score == chosen ? " checked" : "")}{Meaning(score)}>{score}</label>"""
                )
        );

    /// <summary>What stands below the numbers, for those who hear the page.</summary>
    private static string Meaning(int score) =>
        score switch
        {
            Survey.WorstScore => " aria-label=\"1, not at all satisfied\"",
            Survey.BestScore => " aria-label=\"5, very satisfied\"",
            _ => "",
        };

    private static string Encode(string text) => Encoder.Encode(text);

    private static string Frame(string title, string body) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            {body}
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
}
