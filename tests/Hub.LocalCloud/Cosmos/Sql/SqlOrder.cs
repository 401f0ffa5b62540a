namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>Equality as the operators have it, and the total order that ORDER BY sorts in.</summary>
internal static class SqlOrder
{
    public static bool Same(SqlValue left, SqlValue right)
    {
        if (left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            SqlKind.Boolean or SqlKind.Number => left.Number == right.Number,
            SqlKind.String => left.SameText(right),
            SqlKind.Array => SameItems(left, right),
            SqlKind.Object => SameProperties(left, right),
            _ => true,
        };
    }

    /// <summary>By type first, then by value; strings by code point as they are indexed.</summary>
    public static int Compare(SqlValue left, SqlValue right) =>
        left.Kind != right.Kind
            ? left.Kind.CompareTo(right.Kind)
            : left.Kind switch
            {
                SqlKind.Boolean or SqlKind.Number => left.Number.CompareTo(right.Number),
                SqlKind.String => string.CompareOrdinal(left.Text, right.Text),
                _ => 0,
            };

    private static bool SameItems(SqlValue left, SqlValue right)
    {
        var (one, other) = (left.Items.ToList(), right.Items.ToList());
        return one.Count == other.Count && one.Zip(other).All(pair => Same(pair.First, pair.Second));
    }

    private static bool SameProperties(SqlValue left, SqlValue right)
    {
        var (one, other) = (left.Properties.ToList(), right.Properties.ToList());
        return one.Count == other.Count && one.TrueForAll(pair => Same(pair.Value, right.Property(pair.Key)));
    }
}
