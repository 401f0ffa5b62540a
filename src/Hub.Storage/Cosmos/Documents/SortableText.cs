using System.Text;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>
/// Text as it is stored for queries. The service, its client's merge of partitions and the hub must all order text alike,
/// but code points beyond U+FFFF stand elsewhere in UTF-16 than in UTF-8: from U+D7B0 on each is written as four characters
/// of the unused block before the surrogates, which sort as the code points do. Nothing else changes, so parts of a text
/// are still found. One character of that block stays free and stands for "no value", after every text.
/// </summary>
internal static class SortableText
{
    /// <summary>Greater than every stored text, and than every number.</summary>
    public const string Absent = "\uD7FF";

    private const int FirstEscaped = 0xD7B0;
    private const char FirstDigit = '\uD7B0';
    private const char FirstLead = '\uD7D0';
    private const int LastLead = 0xD7FE;

    public static string Encode(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange((char)FirstEscaped, char.MaxValue);
        if (first < 0)
            return text;
        var encoded = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            var offset = rune.Value - FirstEscaped;
            if (offset < 0)
                encoded.Append((char)rune.Value);
            else
                encoded
                    .Append((char)(FirstLead + (offset >> 15)))
                    .Append((char)(FirstDigit + ((offset >> 10) & 31)))
                    .Append((char)(FirstDigit + ((offset >> 5) & 31)))
                    .Append((char)(FirstDigit + (offset & 31)));
        }
        return encoded.ToString();
    }

    public static string Decode(string encoded)
    {
        var first = encoded.AsSpan().IndexOfAnyInRange(FirstLead, (char)LastLead);
        if (first < 0)
            return encoded;
        var text = new StringBuilder(encoded.Length).Append(encoded, 0, first);
        for (var at = first; at < encoded.Length; at++)
        {
            if (encoded[at] < FirstLead)
            {
                text.Append(encoded[at]);
                continue;
            }
            var offset = encoded[at] - FirstLead;
            for (var digit = 0; digit < 3; digit++)
                offset = (offset << 5) | (encoded[++at] - FirstDigit);
            text.Append(new Rune(FirstEscaped + offset).ToString());
        }
        return text.ToString();
    }
}
