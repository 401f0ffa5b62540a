using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Queries;

/// <summary>
/// The order of a query: its sort fields, then the document's id. As many of the first columns as an index serves are
/// sorted by the service; what ties in those is sorted here.
/// </summary>
internal sealed class SortOrder : IComparer<FoundItem>
{
    private readonly IReadOnlyList<Sort> sort;

    public SortOrder(IReadOnlyList<Sort> sort, CompositeIndexes indexes)
    {
        this.sort = sort;
        var descending = sort.Count > 0 && sort[0].Descending;
        for (Served = sort.TakeWhile(column => column.Descending == descending).Count(); Served > 0; Served--)
            if (indexes.Serves(Paths()))
                break;
        Composite = Served > 0 || (sort.Count == 0 && indexes.Serves(CompositeIndexes.ByKey)) ? Paths() : null;
        if (Composite is null)
            Served = Math.Min(1, sort.Count);
        IsComplete = Composite is null ? sort.Count == 0 : Served == sort.Count;
        OrderBy = (Composite is null, sort.Count) switch
        {
            (true, 0) => "c[\"key\"]",
            (true, _) => Column(CosmosCondition.Path(sort[0].Field), descending),
            _ => string.Join(", ", Composite!.Select(path => Column(Sql(path), descending))),
        };
    }

    /// <summary>The composite index that the service sorts by; absent when it sorts by one column.</summary>
    public IReadOnlyList<string>? Composite { get; }

    /// <summary>The service sorts by everything.</summary>
    public bool IsComplete { get; }

    public string OrderBy { get; }

    private int Served { get; }

    /// <summary>Ids break ties in the direction of the last column.</summary>
    private bool TiesDescend => sort.Count > 0 && sort[^1].Descending;

    public bool Ties(FoundItem first, FoundItem second)
    {
        for (var index = 0; index < Served; index++)
            if (Compare(first.Field(sort[index].Field), second.Field(sort[index].Field)) != 0)
                return false;
        return true;
    }

    public int Compare(FoundItem? x, FoundItem? y)
    {
        foreach (var column in sort)
        {
            var order = Compare(x!.Field(column.Field), y!.Field(column.Field));
            if (order != 0)
                return column.Descending ? -order : order;
        }
        var ties = string.CompareOrdinal(x!.Key, y!.Key);
        return TiesDescend ? -ties : ties;
    }

    public Cursor After<T>(DocumentType<T> type, Stored<T> last)
        where T : class => new([.. sort.Select(column => type.Read(last.Value, column.Field))], last.Id);

    /// <summary>(first later) or (first same and (second later) or ...), down to the id.</summary>
    public void AppendAfter(CosmosCondition condition, Cursor after)
    {
        for (var index = 0; index < sort.Count; index++)
        {
            var (path, value) = (CosmosCondition.Path(sort[index].Field), after.Values[index]);
            condition.Append("(");
            AppendLater(condition, path, value, sort[index].Descending);
            condition.Append($" OR ({path} = ").Value(value).Append(" AND ");
        }
        condition.Append($"c[\"key\"] {(TiesDescend ? '<' : '>')} ").Value(FieldValue.Text(after.Id));
        condition.Append(new string(')', 2 * sort.Count));
    }

    /// <summary>"No value" is text, so numbers never compare with it: it is asked for by itself.</summary>
    private static void AppendLater(CosmosCondition condition, string path, FieldValue value, bool descending)
    {
        if (!value.IsPresent)
            condition.Append(descending ? $"{path} != " : "false").AppendAbsent(descending);
        else if (descending)
            condition.Append($"{path} < ").Value(value);
        else
            condition.Append($"({path} > ").Value(value).Append($" OR {path} = ").AppendAbsent(true).Append(")");
    }

    private IReadOnlyList<string> Paths() =>
        Served == 0 ? CompositeIndexes.ByKey : CompositeIndexes.Paths(sort.Take(Served).Select(column => column.Field));

    private static string Sql(string path) => "c" + string.Concat(path[1..].Split('/').Select(part => $"[\"{part}\"]"));

    private static string Column(string path, bool descending) => descending ? $"{path} DESC" : path;

    /// <summary>As the service does: numbers before text, text by ordinal.</summary>
    private static int Compare(JsonElement first, JsonElement second) =>
        (first.ValueKind, second.ValueKind) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => first.GetDouble().CompareTo(second.GetDouble()),
            (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(
                first.GetString(),
                second.GetString()
            ),
            var (one, other) => Rank(one).CompareTo(Rank(other)),
        };

    private static int Rank(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Undefined => 0,
            JsonValueKind.Number => 1,
            _ => 2,
        };
}
