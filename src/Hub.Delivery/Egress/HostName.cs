using System.Net;

namespace Hub.Delivery.Egress;

/// <summary>A URL's host, read the way a resolver would read it rather than the way it is written.</summary>
internal static class HostName
{
    /// <summary>Without the root's dot and an IPv6 literal's brackets.</summary>
    public static string Bare(string host) => host.TrimEnd('.').Trim('[', ']');

    /// <summary>
    /// Decimal, octal, hexadecimal and short IPv4 forms included: resolvers take them (inet_aton), and so does
    /// <see cref="IPAddress.TryParse(string, out IPAddress)"/>.
    /// </summary>
    public static bool IsLiteral(string bare, out IPAddress address) => IPAddress.TryParse(bare, out address!);

    /// <summary>Names that mean this machine or its network wherever they are looked up (RFC 6761, RFC 6762).</summary>
    public static bool IsLocal(string bare) =>
        Is(bare, "localhost") || Is(bare, "localdomain") || Is(bare, "local") || Is(bare, "internal");

    /// <summary>No public top-level domain is a number; what looks like one is an address spelt oddly.</summary>
    public static bool EndsInNumber(string bare)
    {
        var last = bare.AsSpan(bare.LastIndexOf('.') + 1);
        return last.Length > 0
            && (
                !last.ContainsAnyExceptInRange('0', '9')
                || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && IsHex(last[2..]))
            );
    }

    private static bool IsHex(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Is(string bare, string name) =>
        bare.EndsWith(name, StringComparison.OrdinalIgnoreCase)
        && (bare.Length == name.Length || bare[^(name.Length + 1)] == '.');
}
