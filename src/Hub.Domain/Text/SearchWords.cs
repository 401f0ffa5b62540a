using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Hub.Domain.Text;

/// <summary>
/// Texts as search sees them: runs of letters and digits, whatever their case and marks. One rule for what is stored and for what
/// is asked, on every engine, so that the engines find the same.
/// </summary>
public static partial class SearchWords
{
    /// <summary>Goes into what stores words: one that was written by another rule is written anew.</summary>
    public const string Rule = "letters and digits, folded, without marks, 64 long, 1000 of them";

    /// <summary>Longer ones are compared by their beginning.</summary>
    public const int Longest = 64;

    /// <summary>So many different words of a document are looked at, those that come first.</summary>
    public const int Most = 1_000;

    private static readonly FrozenDictionary<char, char> Plain = Letters
        .SelectMany(letters => letters[1..].Select(marked => (marked, letters[0])))
        .ToFrozenDictionary(pair => pair.marked, pair => pair.Item2);

    /// <summary>The different words of the texts, in their order.</summary>
    public static IReadOnlyCollection<string> Of(IEnumerable<string?> texts)
    {
        var words = new OrderedDictionary<string, bool>();
        foreach (var text in texts)
        foreach (var (word, _) in In(text ?? ""))
            if (words.TryAdd(word, true) && words.Count == Most)
                return words.Keys;
        return words.Keys;
    }

    /// <summary>The words of one text, each with the place behind it.</summary>
    public static IEnumerable<(string Word, int End)> In(string text)
    {
        var word = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            at += length;
            if (Rune.IsLetterOrDigit(rune))
                word.Append(rune);
            // A mark belongs to the letter before it.
            else if (word.Length > 0 && !IsMark(rune))
            {
                yield return (Normalize(word), at - length);
                word.Clear();
            }
        }
        if (word.Length > 0)
            yield return (Normalize(word), text.Length);
    }

    private static string Normalize(StringBuilder word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var rune in CaseFolding.Fold(word.ToString()).EnumerateRunes())
            if (!IsMark(rune) && folded.Length + rune.Utf16SequenceLength <= Longest)
                folded.Append(
                    rune.IsBmp && Plain.TryGetValue((char)rune.Value, out var plain) ? new Rune(plain) : rune
                );
        return folded.ToString();
    }

    private static bool IsMark(Rune rune) =>
        !rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;
}
