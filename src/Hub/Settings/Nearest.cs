namespace Hub.Settings;

/// <summary>What somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known word that the fewest letters tell from the given one; nothing when none is close.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var nearest = known
            .Select(one => (Word: one, Distance: Between(word.ToLowerInvariant(), one.ToLowerInvariant())))
            .OrderBy(one => one.Distance)
            .FirstOrDefault((Word: null!, Distance: int.MaxValue));
        return nearest.Distance <= Math.Max(2, word.Length / 3) ? nearest.Word : null;
    }

    /// <summary>Letters to put in, take out or change (Levenshtein).</summary>
    private static int Between(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
