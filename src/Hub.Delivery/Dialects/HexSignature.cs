using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Delivery.Dialects;

/// <summary><c>sha256=</c> and the HMAC-SHA256 of the body in lower-case hex, as maktab, tiketti and mokapen sign.</summary>
internal static class HexSignature
{
    private const string Prefix = "sha256=";
    private const int LongestOnStack = 1024;

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
