using System.Globalization;

namespace Hub.Domain.Text;

/// <summary>
/// Names of domains that mail goes to, in the one form in which they are kept and compared: lower case, without the root's dot,
/// and in ASCII as the DNS has them (RFC 5890).
/// </summary>
public static class DomainName
{
    public const int Longest = 253;

    private const int LongestLabel = 63;

    private static readonly IdnMapping Idn = new();

    /// <summary>The name in that form; nothing when the text is none.</summary>
    public static string? Read(string text)
    {
        if (ToAscii(text.Trim()) is not { Length: <= Longest } name)
            return null;
        var labels = name.Split('.');
        // No top-level domain is a number; what ends in one is an address.
        return labels.Length > 1 && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter) ? name : null;
    }

    /// <summary>The domain of an e-mail address; nothing when mail cannot go there.</summary>
    public static string? OfAddress(string email) => Read(email[(email.LastIndexOf('@') + 1)..]);

    private static string? ToAscii(string text)
    {
        // Lower case first: what is beyond ASCII is encoded as it is spelt.
        var bare = (text.EndsWith('.') ? text[..^1] : text).ToLowerInvariant();
        if (bare.All(char.IsAscii))
            return bare;
        try
        {
            return Idn.GetAscii(bare);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel
        && label.All(one => char.IsAsciiLetterOrDigit(one) || one == '-')
        && label[0] != '-'
        && label[^1] != '-';
}
