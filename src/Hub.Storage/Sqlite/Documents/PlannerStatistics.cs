namespace Hub.Storage.Sqlite.Documents;

/// <summary>
/// What SQLite's planner is told of how much each column of an index narrows a search. It is told and not gathered, so
/// that a query has one plan, on an empty file and on a full one. Without it the planner takes the first columns of every
/// index, the organization and the partition, for as good as a user's name.
/// </summary>
internal static class PlannerStatistics
{
    private const int All = 1_000_000;
    private const int OfOrganization = 100_000;
    private const int OfValue = 10;
    private const int OfDocument = 2;

    public static IEnumerable<string> Of(DocumentTable table)
    {
        // Makes the planner's table where there is none yet, and reads it in at the end.
        const string Refresh = "ANALYZE sqlite_master";
        yield return Refresh;
        // Partitions are small or hold all of an organization's documents; the planner is told the worse.
        yield return Tell(table.Name, $"{table.Name}_key", OfOrganization, OfOrganization, 1);
        foreach (var field in table.Type.Fields.Where(field => field.Unique))
            yield return Tell(table.Name, $"{table.Name}_unique_{field.Name}", OfOrganization, OfOrganization, 1);
        foreach (var index in table.Type.Indexes)
            yield return Tell(
                table.Name,
                table.NameOf(index),
                [OfOrganization, .. index.Fields.Select(_ => OfValue), 1]
            );
        foreach (var array in table.Type.Arrays)
        {
            var name = table.ArrayName(array);
            yield return Tell(name, $"{name}_doc", OfDocument);
            foreach (var field in DocumentTable.Found(array))
                yield return Tell(
                    name,
                    $"{name}_{field.Name}",
                    [
                        OfOrganization,
                        OfValue,
                        .. array.Elements.Where(element => element.Common).Select(_ => OfValue),
                        1,
                    ]
                );
        }
        yield return Refresh;
    }

    /// <param name="rows">How many rows are left after the first column, the first two, and so on.</param>
    private static string Tell(string table, string index, params IReadOnlyList<int> rows) =>
        $"DELETE FROM sqlite_stat1 WHERE idx='{index}'; "
        + $"INSERT INTO sqlite_stat1 VALUES ('{table}', '{index}', '{All} {string.Join(' ', rows)}')";
}
