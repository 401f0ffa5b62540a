using System.Text.Json;
using Hub.LocalCloud.Cosmos.Sql;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>A page of results, and where the next one starts.</summary>
internal sealed record QueryPage(IReadOnlyList<SqlValue> Results, Continuation? Next);

/// <summary>Runs one query over the documents of a route, and takes one page of it.</summary>
internal sealed class QueryExecution(SelectQuery query, ResumeFilter? resume, Continuation? from, int pageSize)
{
    // The service ends a page early rather than pass this.
    private const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>Where to read documents from: a sorted query needs them all, and so does an aggregate.</summary>
    public Place Start =>
        from is null || query.OrderBy.Count > 0 || query.Projection.Aggregates
            ? Place.Start
            : from.After with
            {
                Row = 0,
            };

    public QueryPage Run(IReadOnlyList<Document> documents)
    {
        if (query.Projection.Aggregates)
        {
            var rows = documents.SelectMany(document => query.Rows(Root(document))).ToList();
            return new QueryPage([query.Projection.Evaluate(new Row("", SqlValue.Undefined) { Group = rows })], null);
        }

        var candidates = documents.SelectMany(Candidates);
        return Page(query.OrderBy.Count > 0 ? Sorted(candidates) : candidates.Where(IsAfter));
    }

    private IEnumerable<Candidate> Candidates(Document document) =>
        query
            .Rows(Root(document))
            .Select(
                (row, i) =>
                    new Candidate(
                        row,
                        document,
                        i,
                        [.. query.OrderBy.Select(by => by.Expression.Evaluate(row).Decoded())]
                    )
            );

    private Row Root(Document document) => new(query.Sources[0].Alias, SqlValue.Of(document.Json));

    private List<Candidate> Sorted(IEnumerable<Candidate> candidates)
    {
        var order = new SortOrder(query.OrderBy);
        if (from is not null)
        {
            var values = JsonElement
                .Parse(from.SortValues!)
                .EnumerateArray()
                .Select(value => value.ValueKind == JsonValueKind.Array ? SqlValue.Undefined : SqlValue.Of(value))
                .ToList();
            candidates = candidates.Where(candidate => order.IsAfter(candidate, values, from));
        }

        if (resume is not null)
        {
            candidates = candidates.Where(candidate => order.Resumes(candidate, resume));
        }

        var sorted = candidates.ToList();
        sorted.Sort(order);
        return sorted;
    }

    /// <summary>Only the document that the last page ended in can have rows that were given already.</summary>
    private bool IsAfter(Candidate candidate) =>
        from is null
        || candidate.Document.Number != from.Number
        || candidate.Index > from.Row
        || candidate.Partition != from.Partition;

    private QueryPage Page(IEnumerable<Candidate> candidates)
    {
        var passed = from?.Passed ?? 0;
        var first = query.Offset ?? 0;
        var end = query.Top ?? (query.Limit is { } limit ? first + limit : int.MaxValue);
        var results = new List<SqlValue>();
        var bytes = 0;
        Candidate? last = null;
        foreach (var candidate in candidates)
        {
            if (passed >= end)
            {
                return new QueryPage(results, null);
            }

            if (results.Count == pageSize || bytes >= MaximumBytes)
            {
                return new QueryPage(results, After(last!, passed));
            }

            var result = query.Projection.Evaluate(candidate.Row);
            last = candidate;
            if (result.IsUndefined || passed++ < first)
            {
                continue;
            }

            results.Add(result);
            bytes += candidate.Document.Body.Length;
        }

        return new QueryPage(results, null);
    }

    private Continuation After(Candidate last, int passed) =>
        new(
            last.Partition,
            last.Document.Number,
            last.Index,
            passed,
            query.OrderBy.Count > 0 ? last.WriteSortValues() : null
        );
}
