using Hub.Domain.Documents;

namespace Hub.Domain.Queries;

/// <summary>Orders by a declared field. An absent value is the greatest: last ascending, first descending.</summary>
public sealed record Sort(string Field, bool Descending = false);

/// <summary>The place after a document in a sorted list: its sort values and its id. Stable when documents come and go.</summary>
public sealed record Cursor(IReadOnlyList<FieldValue> Values, string Id);

/// <summary>What to find among the documents of one type in one organization.</summary>
public sealed record Query
{
    public Filter Filter { get; init; } = Filter.All;

    /// <summary>Only this partition; all of the organization's when absent.</summary>
    public string? Partition { get; init; }

    /// <summary>Ties are always broken by document id, ascending or descending with the last sort field.</summary>
    public IReadOnlyList<Sort> Sort { get; init; } = [];

    public int Limit { get; init; } = 25;

    /// <summary>How many to pass over; ignored when <see cref="After"/> is given.</summary>
    public int Offset { get; init; }

    public Cursor? After { get; init; }

    /// <summary>
    /// So many bytes of documents a page holds, beyond its first one; where more match, <see cref="Documents.Page{T}.Next"/> says
    /// where they begin.
    /// </summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>Whether the page says how many match in all.</summary>
    public bool Count { get; init; }
}
