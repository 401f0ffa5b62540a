using Hub.LocalCloud.Cosmos.Sql;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>
/// The order of a query: its ORDER BY, and where that ties, the numbers of the documents in the direction of the first
/// column, which is how the SDK expects ties when it resumes.
/// </summary>
internal sealed class SortOrder(IReadOnlyList<SortBy> columns) : IComparer<Candidate>
{
    public int Compare(Candidate? x, Candidate? y)
    {
        var order = Compare(x!.SortValues, y!.SortValues);
        return order != 0 ? order
            : x.Document.Number != y.Document.Number ? CompareNumbers(x.Document.Number, y.Document.Number)
            : x.Index.CompareTo(y.Index);
    }

    public int Compare(IReadOnlyList<SqlValue> left, IReadOnlyList<SqlValue> right)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var order = SqlOrder.Compare(left[i], right[i]);
            if (order != 0)
            {
                return columns[i].Descending ? -order : order;
            }
        }

        return 0;
    }

    /// <summary>Whether a row comes after the last one of the page before.</summary>
    public bool IsAfter(Candidate candidate, IReadOnlyList<SqlValue> values, Continuation last)
    {
        var order = Compare(candidate.SortValues, values);
        var tie = CompareNumbers(candidate.Document.Number, last.Number);
        return order > 0 || order == 0 && (tie > 0 || tie == 0 && candidate.Index > last.Row);
    }

    public bool Resumes(Candidate candidate, ResumeFilter filter)
    {
        var order = Compare(candidate.SortValues, filter.Values);
        return order > 0
            || order == 0
                && !filter.Exclude
                && (filter.Number is not { } number || CompareNumbers(candidate.Document.Number, number) >= 0);
    }

    private int CompareNumbers(ulong left, ulong right) =>
        columns[0].Descending ? right.CompareTo(left) : left.CompareTo(right);
}
