using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Hub.Delivery.Dialects;

/// <summary>
/// The secrets of Standard Webhooks: <c>whsec_</c> and a shared key of 24 to 64 bytes in base64, or <c>whsk_</c> and an
/// Ed25519 private key, whose public half receivers have as <c>whpk_</c>.
/// </summary>
internal static class StandardSecret
{
    public const string Shared = "whsec_";
    public const string Private = "whsk_";
    public const string Public = "whpk_";

    /// <summary>Of examples; nobody signs anything else with it.</summary>
    public const string Sample = Shared + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private const int ShortestShared = 24;
    private const int LongestShared = 64;
    private const int SeedLength = 32;

    /// <summary>Why the hub cannot sign with the secret so that receivers' libraries understand it; nothing when it can.</summary>
    public static string? WhyNot(string secret) =>
        KeyOf(secret, Shared) is { Length: >= ShortestShared and <= LongestShared }
        || KeyOf(secret, Private) is { Length: SeedLength or 2 * SeedLength }
            ? null
            : $"Must be {Shared} and {ShortestShared} to {LongestShared} bytes in base64, "
                + $"or {Private} and an Ed25519 private key in base64.";

    /// <summary>A signature as the header has it: the scheme's version, a comma, the signature in base64.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> content)
    {
        if (KeyOf(secret, Private) is { Length: >= SeedLength } seed)
        {
            using var key = Key.Import(
                SignatureAlgorithm.Ed25519,
                seed.AsSpan(0, SeedLength),
                KeyBlobFormat.RawPrivateKey
            );
            return "v1a," + Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(key, content));
        }
        // One that was chosen under another dialect, and never checked against this one, still signs.
        var shared = KeyOf(secret, Shared) ?? Encoding.UTF8.GetBytes(secret);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(shared, content));
    }

    /// <summary>Whether one of the signatures is of the content, by the secret or by the public key.</summary>
    public static bool Verifies(string secret, ReadOnlySpan<byte> content, string[] signatures) =>
        KeyOf(secret, Public) is { } known
            ? VerifiesBy(known, content, signatures)
            : SignatureText.AnyIs(signatures, Sign(secret, content));

    private static bool VerifiesBy(byte[] known, ReadOnlySpan<byte> content, string[] signatures)
    {
        if (!PublicKey.TryImport(SignatureAlgorithm.Ed25519, known, KeyBlobFormat.RawPublicKey, out var key))
            return false;
        foreach (var signature in signatures)
            if (KeyOf(signature, "v1a,") is { } made && SignatureAlgorithm.Ed25519.Verify(key!, content, made))
                return true;
        return false;
    }

    /// <summary>The bytes behind the prefix; nothing when they are not base64 or it has another prefix.</summary>
    private static byte[]? KeyOf(string text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text.AsSpan(prefix.Length), bytes, out var length) ? bytes[..length] : null;
    }
}
