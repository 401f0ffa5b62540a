using System.Security.Cryptography;
using System.Text;

namespace Hub.Listen;

internal enum SignatureVerdict
{
    /// <summary>The request carries none.</summary>
    None,

    /// <summary>There is one, and no secret to check it with.</summary>
    Unchecked,

    Ok,
    Bad,
}

/// <summary>One dialect's way to sign, as its receivers check it.</summary>
/// <param name="Dialect">Its name on the command line.</param>
/// <param name="Header">Where the signature is, and what the dialect is told by.</param>
/// <param name="Separator">Between two signatures, while a secret is being rotated.</param>
/// <param name="Sign">From request and secret to one signature as the header has it.</param>
/// <param name="EventHeader">Where the event's name is, if not in the body alone.</param>
/// <param name="IdHeader">Where the delivery's id is, if not in the body alone.</param>
internal sealed record SignatureScheme(
    string Dialect,
    string Header,
    string Separator,
    Func<Delivery, byte[], string> Sign,
    string? EventHeader = null,
    string? IdHeader = null
)
{
    /// <summary>The whole table: a further dialect is a further row.</summary>
    public static IReadOnlyList<SignatureScheme> All { get; } =
    [
        new("maktab", "X-Maktab-Signature", ", ", HexOfBody),
        new("tiketti", "X-Tiketti-Signature", ", ", HexOfBody, "X-Tiketti-Event", "X-Tiketti-Delivery"),
    ];

    public static SignatureScheme? Of(string? dialect) => All.FirstOrDefault(scheme => scheme.Dialect == dialect);

    public static SignatureScheme? Detect(IHeaderDictionary headers) =>
        All.FirstOrDefault(scheme => headers.ContainsKey(scheme.Header));

    public SignatureVerdict Verify(Delivery delivery, string? secret)
    {
        var header = delivery.Headers[Header].ToString();
        if (header.Length == 0)
        {
            return SignatureVerdict.None;
        }
        if (secret is null)
        {
            return SignatureVerdict.Unchecked;
        }
        var expected = Encoding.UTF8.GetBytes(Sign(delivery, Encoding.UTF8.GetBytes(secret)));
        var matches = false;
        foreach (var signature in header.Split(Separator, StringSplitOptions.TrimEntries))
        {
            // Constant time: how much of a guess was right must not show in how long it took to refuse.
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        }
        return matches ? SignatureVerdict.Ok : SignatureVerdict.Bad;
    }

    private static string HexOfBody(Delivery delivery, byte[] secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, delivery.Body))}";
}
