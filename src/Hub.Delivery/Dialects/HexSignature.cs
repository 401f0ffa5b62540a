using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Delivery.Dialects;

/// <summary><c>sha256=</c> and the HMAC-SHA256 of the body in lower-case hex, as maktab and tiketti sign.</summary>
internal static class HexSignature
{
    private const string Prefix = "sha256=";

    public static string Of(ReadOnlySpan<byte> body, string secret)
    {
        Span<byte> key = stackalloc byte[Encoding.UTF8.GetMaxByteCount(secret.Length)];
        key = key[..Encoding.UTF8.GetBytes(secret, key)];
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, body, digest);
        return Prefix + Convert.ToHexStringLower(digest);
    }

    /// <summary>
    /// Published receivers compare the header with one expected value, so a second signature would break them: while a
    /// rotation lasts, the old secret's goes into a header of its own.
    /// </summary>
    public static void Add(HttpRequestHeaders headers, string header, ReadOnlySpan<byte> body, in Dispatch dispatch)
    {
        headers.TryAddWithoutValidation(header, Of(body, dispatch.Secret));
        if (dispatch.PreviousSecret is { } previous)
            headers.TryAddWithoutValidation($"{header}-Previous", Of(body, previous));
    }
}
