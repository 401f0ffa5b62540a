using System.Buffers;
using System.Globalization;

namespace Hub.Delivery.Templates.Writing;

/// <summary>Text inside a JSON string.</summary>
internal static class JsonEscape
{
    private static readonly SearchValues<char> Special = SearchValues.Create([
        '"',
        '\\',
        .. Enumerable.Range(0, 32).Select(static code => (char)code),
    ]);

    /// <summary>Half a pair of surrogates is no character: what encodes the text puts a replacement there.</summary>
    public static void Append(CharBuffer target, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var at and >= 0)
        {
            target.Append(text[..at]);
            Append(target, text[at]);
            text = text[(at + 1)..];
        }
        target.Append(text);
    }

    private static void Append(CharBuffer target, char one)
    {
        switch (one)
        {
            case '"' or '\\':
                target.Append(['\\', one]);
                break;
            case '\n':
                target.Append("\\n");
                break;
            case '\r':
                target.Append("\\r");
                break;
            case '\t':
                target.Append("\\t");
                break;
            default:
                target.Append("\\u");
                target.Append(((int)one).ToString("x4", CultureInfo.InvariantCulture));
                break;
        }
    }
}
