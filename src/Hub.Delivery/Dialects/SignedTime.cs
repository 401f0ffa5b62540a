using System.Net.Http.Headers;
using System.Text;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Dialects;

/// <summary>
/// A signed time beside the headers of contracts that sign the body alone: such a signature never ages, and whoever has recorded a
/// request could send it again for ever. <c>Hub-Timestamp</c> is the time of the attempt in Unix seconds; what
/// <c>Hub-Signature</c> signs is that time, a dot and the body.
/// </summary>
internal static class SignedTime
{
    /// <summary>What its headers begin with.</summary>
    public const string Prefix = "Hub-";

    public const string Timestamp = "Hub-Timestamp";
    public const string Signature = "Hub-Signature";

    /// <summary>While a rotation lasts, the new secret's signature and the old one's with a space between.</summary>
    public static void Add(HttpRequestHeaders headers, in Sending sending)
    {
        var (_, body, attempt) = sending;
        var time = WireTime.Text(attempt.Now, Times.Unix);
        var content = Content(time, body);
        var signature = HexSignature.Of(content, attempt.Secret);
        headers.TryAddWithoutValidation(Timestamp, time);
        headers.TryAddWithoutValidation(
            Signature,
            attempt.PreviousSecret is { } previous ? $"{signature} {HexSignature.Of(content, previous)}" : signature
        );
    }

    /// <summary>Whether the time is signed with the secret; what has none is of a hub of before.</summary>
    public static bool Holds(Received received, string secret) =>
        received.Header(Timestamp) is not { } time
        || SignatureText.AnyIs(
            (received.Header(Signature) ?? "").Split(' '),
            HexSignature.Of(Content(time, received.Body), secret)
        );

    private static byte[] Content(string time, byte[] body) => [.. Encoding.ASCII.GetBytes(time), (byte)'.', .. body];
}
