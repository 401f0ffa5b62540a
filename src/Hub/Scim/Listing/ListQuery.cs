using Hub.Domain.Queries;
using Hub.Scim.Filters;

namespace Hub.Scim.Listing;

/// <summary>Which resources of a type to list.</summary>
internal sealed record ListQuery
{
    public FilterExpression? Filter { get; init; }

    public AttributePath? SortBy { get; init; }

    public bool Descending { get; init; }

    public int Offset { get; init; }

    public required int Limit { get; init; }

    /// <summary>The page after a place, instead of an offset.</summary>
    public Cursor? After { get; init; }

    /// <summary>Among several types: attributes that a type lacks have no value there, and do not sort.</summary>
    public bool IsAcrossTypes { get; init; }
}

/// <summary>One page of a list.</summary>
internal sealed record Listed(IReadOnlyList<Rendered> Items, long Total, Cursor? Next);
