using System.Globalization;

namespace Hub.Delivery.Templates.Writing;

/// <summary>Texts that end where a character ends, as readers count characters.</summary>
internal static class GraphemeCut
{
    /// <summary>At most so many UTF-16 units of the text, without white space at its end.</summary>
    public static string At(string text, int length)
    {
        if (length <= 0)
            return "";
        if (length >= text.Length)
            return text;
        // Where a character ends is told from its beginning, which is not far back but for a text that is made to deceive.
        var from = Math.Max(0, length - 64);
        while (from > 0 && !IsBoundary(text, from))
            from--;
        var end = from;
        while (end < length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end, Math.Min(text.Length - end, 256)));
            if (next > length)
                break;
            end = next;
        }
        return text[..(end == 0 ? 0 : end)].TrimEnd();
    }

    private static bool IsBoundary(string text, int at) =>
        char.IsAscii(text[at]) && char.IsAscii(text[at - 1]) && text[at - 1] != '\r';
}
