using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hub.Domain.Text;

/// <summary>
/// Unicode's full case folding, which is how texts are compared whatever their case (The Unicode Standard, 3.13, D144). Its
/// table stands here, since folds are stored: another runtime must not find other ones.
/// </summary>
public static partial class CaseFolding
{
    /// <summary>Goes into the layout of what stores folds: one that was written with another rule is laid out anew.</summary>
    public const string Rule = "Unicode's full case folding";

    private static readonly FrozenDictionary<int, string> Folds = Read();

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            var isPair = char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (Folds.TryGetValue(isPair ? char.ConvertToUtf32(unit, text[at + 1]) : unit, out var fold))
                folded.Append(fold);
            else
                folded.Append(text, at, isPair ? 2 : 1);
            if (isPair)
                at++;
        }
        return folded.ToString();
    }

    /// <summary>Whether two texts are the same whatever their case.</summary>
    public static bool Same(string? one, string? other) =>
        one == other || (one is not null && other is not null && Fold(one) == Fold(other));

    /// <summary>Keeps of texts that are the same the first.</summary>
    public static IEnumerable<string> DistinctByFold(this IEnumerable<string> texts) => texts.DistinctBy(Fold);

    private static FrozenDictionary<int, string> Read()
    {
        var folds = new Dictionary<int, string>();
        foreach (var entry in Entries(Single))
        {
            var sides = entry.Split(':');
            var (range, distance) = (sides[0].Split('/'), int.Parse(sides[1], CultureInfo.InvariantCulture));
            var ends = range[0].Split("..");
            for (var point = Hex(ends[0]); point <= Hex(ends[^1]); point += range.Length)
                folds[point] = char.ConvertFromUtf32(point + distance);
        }
        foreach (var entry in Entries(Several))
        {
            var sides = entry.Split('=');
            folds[Hex(sides[0])] = string.Concat(sides[1].Split('.').Select(one => char.ConvertFromUtf32(Hex(one))));
        }
        return folds.ToFrozenDictionary();
    }

    private static string[] Entries(string table) => table.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static int Hex(string point) => int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
