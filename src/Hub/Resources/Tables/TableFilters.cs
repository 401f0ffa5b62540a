using Hub.Domain.Records.Tables;

namespace Hub.Resources.Tables;

/// <summary>The filters of a table's list: one or two for each column that has them, one text to search for.</summary>
internal static class TableFilters
{
    public static IEnumerable<ListFilter> Of(RecordTable table)
    {
        foreach (var column in table.Columns.Where(column => column.IsFiltered))
        foreach (var filter in Of(column))
            yield return filter;
        var searched = table.Columns.Where(column => column.IsSearched).ToLookup(column => column.Type is TextsType);
        if (
            table.Columns.Where(column => column.IsSearched).Select(column => column.Name).ToList() is
            { Count: > 0 } names
        )
            yield return Filters.Search(
                "q",
                $"Only with this text in {string.Join(" or ", names)}, whatever the case.",
                [.. searched[false].Select(column => column.Name)],
                [.. searched[true].Select(column => column.Name)]
            );
        yield return Filters.Since("updated_since", "updated_at", "Only changed at this instant or later.");
    }

    private static IEnumerable<ListFilter> Of(Column column)
    {
        var (name, text) = (column.Name, column.Text);
        return column.Type switch
        {
            TextsType texts =>
            [
                Filters.Has(
                    texts.Each,
                    name,
                    $"Only with this {texts.Each} among its {name}, whatever the case.",
                    texts.Text.Kept
                ),
            ],
            TextType => [Filters.Folded(name, $"Only with this {name}, whatever the case.")],
            ChoiceType choice => [Filters.Choices(name, $"Only with one of these. {text}", choice.Choices)],
            ReferenceType => [Filters.Ids(name, $"Only with one of these ids. {text}")],
            FlagType => [Filters.Flag(name, $"Only where it is so. {text}")],
            InstantType =>
            [
                Filters.Since($"{Stem(name)}_since", name, $"Only with {name} at this instant or later."),
                Filters.Before($"{Stem(name)}_before", name, $"Only with {name} before this instant."),
            ],
            _ => throw new InvalidOperationException($"Lists are not filtered by '{name}'."),
        };
    }

    /// <summary><c>starts</c> of <c>starts_at</c>.</summary>
    private static string Stem(string name) => name.EndsWith("_at", StringComparison.Ordinal) ? name[..^3] : name;
}
