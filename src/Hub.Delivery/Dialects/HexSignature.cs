using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Delivery.Dialects;

/// <summary><c>sha256=</c> and the HMAC-SHA256 of the body in lower-case hex, as maktab, tiketti and mokapen sign.</summary>
internal static class HexSignature
{
    private const string Prefix = "sha256=";
    private const int LongestOnStack = 1024;

    /// <summary>What the headers say that it adds, and the time beside them.</summary>
    public static IReadOnlyDictionary<string, string> Texts(string header) =>
        new Dictionary<string, string>
        {
            [header] =
                $"{Prefix} and the HMAC-SHA256 of the body's bytes in lower-case hex; the key is the secret's UTF-8. While a "
                + $"secret is rotated, {header}-Previous has the old one's.",
            [SignedTime.Timestamp] = "The time of the attempt, in Unix seconds; not of the contract.",
            [SignedTime.Signature] =
                $"{Prefix} and the HMAC-SHA256 of {SignedTime.Timestamp}, a dot and the body; not of the contract. While a secret "
                + "is rotated there are two, with a space between.",
        };

    public static string Of(ReadOnlySpan<byte> body, string secret)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(secret.Length);
        Span<byte> key = longest <= LongestOnStack ? stackalloc byte[longest] : new byte[longest];
        key = key[..Encoding.UTF8.GetBytes(secret, key)];
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, body, digest);
        return Prefix + Convert.ToHexStringLower(digest);
    }

    /// <summary>The signature as <see cref="OneHeader"/> has it, and the signed time that the contract has none of.</summary>
    public static void Add(HttpRequestHeaders headers, string header, in Sending sending)
    {
        SignedTime.Add(headers, sending);
        var body = sending.Body;
        OneHeader.Add(headers, header, sending.Attempt, secret => Of(body, secret));
    }

    /// <summary>Checks the signature in the header, any of several, divided by commas; and that of the time.</summary>
    public static Verifying In(string header) =>
        (received, secret) =>
            received.Header(header) is { } signatures
            && SignatureText.AnyIs(signatures.Split(','), Of(received.Body, secret))
            && SignedTime.Holds(received, secret);
}
