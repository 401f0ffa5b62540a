using System.Text;

namespace Hub.Delivery.Egress;

/// <summary>
/// A target's URL whose path and query are sent byte for byte as they were given: a receiver may sign or route by what
/// <c>%2D</c>, <c>%c3</c> or <c>/%2e%2e/</c> look like. Scheme, host and port are read as ever.
/// </summary>
public static class TargetUri
{
    private static readonly UriCreationOptions AsGiven = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <exception cref="UriFormatException">The URL is none: <see cref="TargetPolicy.Check"/> refuses it.</exception>
    public static Uri Of(string url) => new(Sendable(url), AsGiven);

    /// <summary>
    /// A request line is ASCII: what else stands in the path or query is percent-encoded as UTF-8. And it starts with a
    /// slash, also where the URL has none.
    /// </summary>
    private static string Sendable(string url)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.AsSpan(authority).IndexOfAny('/', '?');
        var path = end < 0 ? "" : url.AsSpan(authority + end);
        if (path.StartsWith('/') && Ascii.IsValid(path))
            return url;
        var encoded = new StringBuilder(url, 0, url.Length - path.Length, url.Length + 64);
        if (!path.StartsWith('/'))
            encoded.Append('/');
        foreach (var rune in path.EnumerateRunes())
            Append(encoded, rune);
        return encoded.ToString();
    }

    private static void Append(StringBuilder encoded, Rune rune)
    {
        if (rune.IsAscii)
        {
            encoded.Append((char)rune.Value);
            return;
        }
        Span<byte> bytes = stackalloc byte[4];
        foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
            encoded.Append('%').Append(one.ToString("X2"));
    }
}
