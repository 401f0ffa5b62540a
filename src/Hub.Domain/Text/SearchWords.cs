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
        var (words, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var text in texts)
        foreach (var (word, _) in In(text ?? ""))
            if (known.Add(word))
            {
                words.Add(word);
                if (words.Count == Most)
                    return words;
            }
        return words;
    }

    /// <summary>The words of one text, each with the place behind it.</summary>
    public static IEnumerable<(string Word, int End)> In(string text)
    {
        for (var start = Begin(text, 0); start < text.Length; )
        {
            var end = End(text, start);
            yield return (Normalize(text.AsSpan(start, end - start)), end);
            start = Begin(text, end);
        }
    }

    /// <summary>Where the next word begins; the text's end where there is none.</summary>
    private static int Begin(string text, int at)
    {
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (Rune.IsLetterOrDigit(rune))
                break;
            at += length;
        }
        return at;
    }

    /// <summary>Where the word ends that begins at a place. A mark belongs to the letter before it.</summary>
    private static int End(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (!Rune.IsLetterOrDigit(rune) && !IsMark(rune))
                break;
            at += length;
        }
        return at;
    }

    private static string Normalize(ReadOnlySpan<char> word)
    {
        // Most are: nothing else is made of them than the word itself.
        if (Ascii.IsValid(word))
            return string.Create(Math.Min(word.Length, Longest), word, static (folded, from) =>
                Ascii.ToLower(from[..folded.Length], folded, out _)
            );
        var plain = new StringBuilder(word.Length);
        foreach (var rune in CaseFolding.Fold(word.ToString()).EnumerateRunes())
            if (!IsMark(rune) && plain.Length + rune.Utf16SequenceLength <= Longest)
                plain.Append(
                    rune.IsBmp && Plain.TryGetValue((char)rune.Value, out var letter) ? new Rune(letter) : rune
                );
        return plain.ToString();
    }

    private static bool IsMark(Rune rune) =>
        !rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;
}
