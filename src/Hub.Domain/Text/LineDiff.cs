using System.Text.Json.Serialization;

namespace Hub.Domain.Text;

/// <summary>A line of what is compared.</summary>
public readonly record struct DiffLine(DiffKind Kind, string Text);

/// <summary>Where a line is: in both, in the former alone, in the latter alone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiffKind>))]
public enum DiffKind
{
    [JsonStringEnumMemberName("same")]
    Same,

    [JsonStringEnumMemberName("removed")]
    Removed,

    [JsonStringEnumMemberName("added")]
    Added,
}

/// <summary>
/// What differs between two texts, line by line: the longest lines that both have in the same order are the same, all others
/// were removed or added. Where so much differs that comparing it all would take long, all of that was removed and added.
/// </summary>
public static class LineDiff
{
    /// <summary>Comparisons of a line with another.</summary>
    private const int MostComparisons = 4_000_000;

    public static IReadOnlyList<DiffLine> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;
        var (end, other) = (before.Count, after.Count);
        while (end > start && other > start && before[end - 1] == after[other - 1])
            (end, other) = (end - 1, other - 1);

        var lines = new List<DiffLine>(Math.Max(before.Count, after.Count));
        lines.AddRange(before.Take(start).Select(Same));
        AddMiddle(lines, [.. before.Take(start..end)], [.. after.Take(start..other)]);
        lines.AddRange(before.Skip(end).Select(Same));
        return lines;
    }

    private static void AddMiddle(List<DiffLine> lines, string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MostComparisons)
        {
            lines.AddRange(before.Select(Removed));
            lines.AddRange(after.Select(Added));
            return;
        }
        var common = Common(before, after);
        var (from, to) = (0, 0);
        while (from < before.Length || to < after.Length)
            if (from < before.Length && to < after.Length && before[from] == after[to])
            {
                lines.Add(Same(before[from]));
                (from, to) = (from + 1, to + 1);
            }
            else if (to == after.Length || (from < before.Length && common[from + 1, to] >= common[from, to + 1]))
                lines.Add(Removed(before[from++]));
            else
                lines.Add(Added(after[to++]));
    }

    /// <summary>For each pair of places: how many lines both have in common from there on.</summary>
    private static int[,] Common(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var from = before.Length - 1; from >= 0; from--)
        for (var to = after.Length - 1; to >= 0; to--)
            common[from, to] =
                before[from] == after[to]
                    ? common[from + 1, to + 1] + 1
                    : Math.Max(common[from + 1, to], common[from, to + 1]);
        return common;
    }

    private static DiffLine Same(string text) => new(DiffKind.Same, text);

    private static DiffLine Removed(string text) => new(DiffKind.Removed, text);

    private static DiffLine Added(string text) => new(DiffKind.Added, text);
}
