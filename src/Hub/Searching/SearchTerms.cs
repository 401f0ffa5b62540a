using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Errors;

namespace Hub.Searching;

/// <summary>What is looked for: words and beginnings of words, all of which a record must have.</summary>
internal sealed record SearchTerms(IReadOnlyList<SearchTerm> Terms)
{
    public const int LongestQuery = 200;
    private const int Most = 10;
    private const int ShortestPrefix = 2;
    private const int Around = 80;

    /// <summary>The words of the text; one with a star behind it is the beginning of a word. Everything else parts words.</summary>
    public static SearchTerms Read(string? text, FieldErrors errors)
    {
        if (text is null or { Length: > LongestQuery })
        {
            errors.Add("q", $"Is required, and at most {LongestQuery} characters long.");
            return new SearchTerms([]);
        }
        SearchTerm[] terms =
        [
            .. SearchWords
                .In(text)
                .Select(found => new SearchTerm(found.Word, found.End < text.Length && text[found.End] == '*'))
                .Where(term => term.Word.Length > 0)
                .Distinct(),
        ];
        if (terms.Length is 0 or > Most)
            errors.Add("q", $"Must have between 1 and {Most} words, of letters and digits.");
        if (terms.Any(term => term.IsPrefix && term.Word.Length < ShortestPrefix))
            errors.Add("q", $"Needs at least {ShortestPrefix} letters or digits before a star.");
        return new SearchTerms(terms);
    }

    /// <summary>The part of the text around the first of the words in it; nothing where none is.</summary>
    public string? Excerpt(string text)
    {
        foreach (var (word, end) in SearchWords.In(text))
            if (Terms.Any(term => term.Matches(word)))
                return Cut(text, Math.Max(0, end - word.Length));
        return null;
    }

    private static string Cut(string text, int at)
    {
        var (from, to) = (Math.Max(0, at - Around), Math.Min(text.Length, at + 2 * Around));
        // Between two halves of a character nothing is cut.
        if (from > 0 && char.IsLowSurrogate(text[from]))
            from--;
        if (to < text.Length && char.IsLowSurrogate(text[to]))
            to++;
        var line = string.Join(' ', text[from..to].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{(from > 0 ? "…" : "")}{line}{(to < text.Length ? "…" : "")}";
    }
}
