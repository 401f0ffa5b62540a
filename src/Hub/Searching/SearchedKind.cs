using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Searching;

/// <summary>A kind of record that search finds.</summary>
internal abstract class SearchedKind(string type, string scope)
{
    /// <summary>As hits and the parameter call it.</summary>
    public string Type => type;

    /// <summary>What a token must carry to read such records, and so to find them.</summary>
    public string Scope => scope;

    /// <summary>Some of those that have all of the words, the newest first.</summary>
    /// <param name="limit">None to be told only how many there are.</param>
    public abstract Task<Findings> Find(
        IStore store,
        OrganizationId organization,
        SearchTerms words,
        int offset,
        int limit,
        CancellationToken cancellation
    );
}

/// <summary>What search found of one kind.</summary>
/// <param name="Total">How many there are, of those that are found at all.</param>
internal readonly record struct Findings(IReadOnlyList<SearchHit> Hits, int Total);

/// <summary>Records that are a <typeparamref name="T"/>.</summary>
/// <param name="number">The field of the record's number.</param>
internal sealed class SearchedKind<T>(
    string type,
    string scope,
    DocumentType<T> document,
    string number,
    Func<T, long> id,
    Func<T, string> title
) : SearchedKind(type, scope)
    where T : class
{
    public override async Task<Findings> Find(
        IStore store,
        OrganizationId organization,
        SearchTerms words,
        int offset,
        int limit,
        CancellationToken cancellation
    )
    {
        var query = new Query
        {
            Filter = new Filter.Words(words.Terms),
            Sort = [new Sort(number, Descending: true)],
            Offset = offset,
            Limit = Math.Max(0, Math.Min(limit, Filter.Words.MostFound - offset)),
            Count = true,
        };
        var page = await store.Query(document, organization, query, cancellation);
        var total = (int)Math.Min(page.Total ?? 0, Filter.Words.MostFound);
        return new Findings([.. page.Items.Select(one => HitOf(one.Value, words))], total);
    }

    private SearchHit HitOf(T record, SearchTerms words)
    {
        foreach (var (field, read) in document.SearchedTexts)
            if (read(record) is { } text && words.Excerpt(text) is { } excerpt)
                return new SearchHit(Type, id(record), title(record), excerpt, field);
        // Its words may be in it no more than the index says, while that is filled.
        return new SearchHit(Type, id(record), title(record), "", document.SearchedTexts[0].Name);
    }
}
