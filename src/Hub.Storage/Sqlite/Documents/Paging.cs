using Hub.Domain.Documents;
using Hub.Domain.Queries;

namespace Hub.Storage.Sqlite.Documents;

/// <summary>Order and the place after a document. An absent value is the greatest; ids break ties.</summary>
internal static class Paging
{
    public static string OrderBy(IReadOnlyList<Sort> sort)
    {
        var keys = sort.Select(key => $"f_{key.Field} {(key.Descending ? "DESC NULLS FIRST" : "ASC NULLS LAST")}");
        return string.Join(", ", keys.Append(Descends(sort) ? "id DESC" : "id"));
    }

    public static Cursor After<T>(DocumentType<T> type, Stored<T> last, IReadOnlyList<Sort> sort)
        where T : class => new([.. sort.Select(key => type.Read(last.Value, key.Field))], last.Id);

    /// <summary>(first later) or (first same and (second later) or ...), down to the id.</summary>
    public static void AppendAfter(SqlCondition condition, IReadOnlyList<Sort> sort, Cursor after)
    {
        for (var index = 0; index < sort.Count; index++)
        {
            var (column, value) = ($"f_{sort[index].Field}", after.Values[index]);
            condition.Append("(");
            AppendLater(condition, column, value, sort[index].Descending);
            condition.Append(" OR (");
            if (value.IsPresent)
                condition.Append($"{column} = ").Value(value);
            else
                condition.Append($"{column} IS NULL");
            condition.Append(" AND ");
        }
        condition.Append(Descends(sort) ? "id < " : "id > ").Value(FieldValue.Text(after.Id));
        condition.Append(string.Concat(Enumerable.Repeat("))", sort.Count)));
    }

    private static void AppendLater(SqlCondition condition, string column, FieldValue value, bool descending)
    {
        if (!value.IsPresent)
            condition.Append(descending ? $"{column} IS NOT NULL" : "0");
        else if (descending)
            condition.Append($"{column} < ").Value(value);
        else
            condition.Append($"({column} > ").Value(value).Append($" OR {column} IS NULL)");
    }

    private static bool Descends(IReadOnlyList<Sort> sort) => sort.Count > 0 && sort[^1].Descending;
}
