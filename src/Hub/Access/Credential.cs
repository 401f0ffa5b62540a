using System.Security.Cryptography;
using System.Text;

namespace Hub.Access;

/// <summary>A presented API token, read without allocating: <c>17|secret</c>.</summary>
internal readonly ref struct Credential
{
    private const int LongestSecret = 512;

    private Credential(long id, ReadOnlySpan<char> secret)
    {
        Id = id;
        Secret = secret;
    }

    public long Id { get; }

    private ReadOnlySpan<char> Secret { get; }

    /// <summary>A secret without an id is that of the bootstrap token; see <c>Hub:Bootstrap:Token</c>.</summary>
    public static bool TryRead(ReadOnlySpan<char> token, out Credential credential)
    {
        credential = default;
        var bar = token.IndexOf('|');
        var secret = token[(bar + 1)..];
        var id = 0L;
        if (secret.Length is 0 or > LongestSecret || (bar >= 0 && !TryReadId(token[..bar], out id)))
            return false;
        credential = new Credential(id, secret);
        return true;
    }

    public bool Matches(byte[] hash)
    {
        Span<byte> utf8 = stackalloc byte[LongestSecret * 3];
        Span<byte> presented = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(Secret, utf8)], presented);
        return CryptographicOperations.FixedTimeEquals(presented, hash);
    }

    private static bool TryReadId(ReadOnlySpan<char> digits, out long id) =>
        long.TryParse(digits, System.Globalization.NumberStyles.None, null, out id);
}
