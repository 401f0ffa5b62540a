using Hub.Access;
using Hub.Domain.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Surveys;

/// <summary>The public page of a survey: shown as often as one likes, answered once.</summary>
internal static class SurveyRoutes
{
    private const string Why = "Whoever has the signed link of a survey may answer it, once; they have no token.";

    private const string Html = "text/html; charset=utf-8";

    public static void MapSurveyPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(SurveyLinks.Root).ExcludeFromDescription().OpenToAll(Why);
        page.MapGet("/{token}", ShowSurvey);
        page.MapPost("/{token}", AnswerSurvey);
    }

    internal static async Task<ContentHttpResult> ShowSurvey(
        string token,
        SurveyAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        await answers.Find(token, cancellation) is not { } asked ? Missing(http)
        : asked.Survey.WhyClosed(answers.Now) is { } closed ? Closed(http, closed.Code, StatusCodes.Status200OK)
        : Page(http, SurveyPage.Ask(asked, SurveyForm.Empty));

    internal static async Task<ContentHttpResult> AnswerSurvey(
        string token,
        SurveyAnswers answers,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (await answers.Find(token, cancellation) is not { } asked)
            return Missing(http);
        if (asked.Survey.WhyClosed(answers.Now) is { } closed)
            return Closed(http, closed.Code, StatusCodes.Status409Conflict);
        var form = await SurveyForm.Read(http.Request, cancellation);
        if (form is not { Problem: null, Score: { } score })
            return Page(http, SurveyPage.Ask(asked, form), StatusCodes.Status422UnprocessableEntity);
        return await answers.Take(asked, score, form.Comment, cancellation) is { } refusal
            ? Closed(http, refusal.Code, StatusCodes.Status409Conflict)
            : Page(http, SurveyPage.Thanks());
    }

    private static ContentHttpResult Missing(HttpContext http) =>
        Page(http, SurveyPage.Unknown(), StatusCodes.Status404NotFound);

    /// <param name="whenAnswered">The status where it was answered before.</param>
    private static ContentHttpResult Closed(HttpContext http, string code, int whenAnswered) =>
        code switch
        {
            SurveyVerbs.Answered => Page(http, SurveyPage.AnsweredBefore(), whenAnswered),
            SurveyVerbs.Expired => Page(http, SurveyPage.Expired(), StatusCodes.Status410Gone),
            _ => Missing(http),
        };

    /// <summary>Nobody keeps it: the address is a secret, and the page changes once it is answered.</summary>
    private static ContentHttpResult Page(HttpContext http, string html, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = SurveyPage.Policy;
        return TypedResults.Content(html, Html, statusCode: status);
    }
}
