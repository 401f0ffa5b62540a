using System.Globalization;
using Hub.Domain.Surveys;
using Hub.Wire.Bodies;

namespace Hub.Surveys;

/// <summary>What somebody put into the form, and what is wrong with it.</summary>
/// <param name="Problem">In words for them; absent when nothing is wrong.</param>
internal sealed record SurveyForm(int? Score, string? Comment, string? Problem)
{
    public const string ScoreField = "score";
    public const string CommentField = "comment";

    public static readonly SurveyForm Empty = new(null, null, null);

    private const string MediaType = "application/x-www-form-urlencoded";

    public static async Task<SurveyForm> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) is not true)
            return Empty with { Problem = "The form did not arrive. Please try again." };
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellation);
        }
        catch (InvalidDataException)
        {
            return Empty with { Problem = "The form did not arrive whole. Please try again." };
        }
        var comment = CommentIn(form[CommentField].ToString());
        if (!int.TryParse(form[ScoreField].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var score))
            return new SurveyForm(null, comment, NoScore);
        if (score is < Survey.WorstScore or > Survey.BestScore)
            return new SurveyForm(null, comment, NoScore);
        return comment is not null && TextLength.Of(comment) > Survey.LongestComment
            ? new SurveyForm(score, comment, $"The comment is too long; {Survey.LongestComment} characters fit.")
            : new SurveyForm(score, comment, null);
    }

    private static string NoScore => $"Please choose a number from {Survey.WorstScore} to {Survey.BestScore}.";

    /// <summary>Browsers send two characters for the end of a line, and count one.</summary>
    private static string? CommentIn(string text) =>
        text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } comment
            ? comment
            : null;
}
