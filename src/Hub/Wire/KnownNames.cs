using Hub.Domain.Text;

namespace Hub.Wire;

/// <summary>What to say of a name that nobody knows: which one it may have been, and which there are.</summary>
internal static class KnownNames
{
    /// <param name="what">What it names: field, parameter.</param>
    public static string Refusal(string what, string name, IReadOnlyList<string> known) =>
        known.Count == 0
            ? $"There is no such {what}; there is none here."
            : $"There is no such {what}; {Guess(name, known)}there are {string.Join(", ", known)}.";

    /// <summary>The same of one that was passed over.</summary>
    public static string Note(string what, string name, IReadOnlyList<string> known) =>
        Nearest(name, known) is { } nearest
            ? $"There is no such {what}, and it was not read; did you mean {nearest}?"
            : $"There is no such {what}, and it was not read.";

    /// <summary>The known name that differs by a slip or two; nothing when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var plain = Plain(name);
        var nearest = known
            .Select(one => (Name: one, Distance: Distance(plain, Plain(one))))
            .OrderBy(one => one.Distance)
            .FirstOrDefault();
        return
            nearest.Name is { } found
            && nearest.Distance <= Math.Max(1, Math.Min(plain.Length, Plain(found).Length) / 3)
            ? found
            : null;
    }

    private static string Guess(string name, IReadOnlyList<string> known) =>
        Nearest(name, known) is { } nearest ? $"did you mean {nearest}? Here " : "";

    /// <summary>Without what names are spelt differently by: case, and what stands between words.</summary>
    private static string Plain(string name) =>
        string.Concat(CaseFolding.Fold(name.Length > 64 ? name[..64] : name).Where(char.IsLetterOrDigit));

    /// <summary>How many letters were added, left out, mistaken or swapped.</summary>
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var at = 0; at <= one.Length; at++)
            table[at, 0] = at;
        for (var at = 0; at <= other.Length; at++)
            table[0, at] = at;
        for (var row = 1; row <= one.Length; row++)
        for (var column = 1; column <= other.Length; column++)
        {
            var mistaken = one[row - 1] == other[column - 1] ? 0 : 1;
            var least = Math.Min(
                Math.Min(table[row - 1, column], table[row, column - 1]) + 1,
                table[row - 1, column - 1] + mistaken
            );
            if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                least = Math.Min(least, table[row - 2, column - 2] + 1);
            table[row, column] = least;
        }
        return table[one.Length, other.Length];
    }
}
