using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Wire;

/// <summary>Which page of a list.</summary>
internal readonly record struct Paging(int Page, int PerPage)
{
    public const int DefaultPerPage = 25;
    public const int LargestPerPage = 100;
    public const int LastPage = 1_000_000;

    /// <summary>So many bytes of records a page holds, as they are stored: more than any one record has.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    public static Paging Read(long? page, long? perPage, FieldErrors errors)
    {
        if (page is < 1 or > LastPage)
            errors.Add("page", $"Must be between 1 and {LastPage}.");
        if (perPage is < 1 or > LargestPerPage)
            errors.Add("per_page", $"Must be between 1 and {LargestPerPage}.");
        return new Paging(
            (int)Math.Clamp(page ?? 1, 1, LastPage),
            (int)Math.Clamp(perPage ?? DefaultPerPage, 1, LargestPerPage)
        );
    }

    public Query Over(Filter filter, params IReadOnlyList<Sort> sort) =>
        new()
        {
            Filter = filter,
            Sort = sort,
            Limit = PerPage,
            Offset = (Page - 1) * PerPage,
            Count = true,
            MostBytes = MostBytes,
        };

    /// <summary>The page of what is all there already.</summary>
    public Many<T> Of<T>(IReadOnlyList<T> all) => Of(all, static one => one);

    /// <summary>The page of what is all there already, of which no more is shown than what is on it.</summary>
    public Many<TShown> Of<T, TShown>(IReadOnlyList<T> all, Func<T, TShown> show) =>
        new([.. all.Skip((Page - 1) * PerPage).Take(PerPage).Select(show)], new PageMeta(Page, PerPage, all.Count));

    /// <summary>
    /// A refusal when so many of these records are too much for one answer: a page that was cut short would hide what should
    /// have been on it.
    /// </summary>
    public Refused? TooLarge<T>(Page<T> page)
    {
        if (!page.IsCut)
            return null;
        var errors = new FieldErrors();
        errors.Add(
            "per_page",
            $"These records are too large for a page of {PerPage}; ask for at most {page.Items.Count} a page."
        );
        return new Refused(errors);
    }

    /// <summary>The page as it is shown, or why it cannot be.</summary>
    public Results<Ok<Many<TOut>>, Refused> Answer<T, TOut>(Page<T> page, Func<T, TOut> map) =>
        TooLarge(page) is { } tooLarge
            ? tooLarge
            : TypedResults.Ok(
                new Many<TOut>(
                    [.. page.Items.Select(item => map(item.Value))],
                    new PageMeta(Page, PerPage, page.Total ?? 0)
                )
            );
}
