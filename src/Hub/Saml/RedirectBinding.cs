using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using Hub.Domain;

namespace Hub.Saml;

/// <summary>Messages in a query string, signed beside the XML (SAML 2.0 bindings, 3.4.4.1).</summary>
internal static class RedirectBinding
{
    public const string Request = "SAMLRequest";
    public const string Response = "SAMLResponse";
    public const string RelayState = "RelayState";
    private const string Algorithm = "SigAlg";
    private const string Signature = "Signature";

    /// <summary>The address that the browser is led to.</summary>
    /// <param name="name">Which of the two it is.</param>
    public static string Write(string address, string name, string xml, string? relayState, RSA key)
    {
        var query = $"{name}={Escape(Convert.ToBase64String(Deflate(xml)))}";
        if (!string.IsNullOrEmpty(relayState))
            query += $"&{RelayState}={Escape(relayState)}";
        query += $"&{Algorithm}={Escape(SamlNames.RsaSha256)}";
        var signature = key.SignData(
            Encoding.UTF8.GetBytes(query),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{address}{(address.Contains('?') ? '&' : '?')}{query}&{Signature}={Escape(Convert.ToBase64String(signature))}";
    }

    /// <summary>The message, once its signature is one of the certificates'.</summary>
    /// <param name="query">As it was sent, since that is what is signed: with its question mark.</param>
    public static (XmlElement? Message, Refusal? Refusal) Read(
        string query,
        string name,
        IReadOnlyList<X509Certificate2> certificates
    )
    {
        var parts = query
            .TrimStart('?')
            .Split('&')
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1]);
        if (
            parts[Signature].FirstOrDefault() is not { } signature
            || parts[Algorithm].FirstOrDefault() is not { } method
        )
            return (null, SamlRefusals.UnsignedMessage);
        if (new[] { name, RelayState, Algorithm, Signature }.Any(key => parts[key].Count() > 1))
            return (null, SamlRefusals.Unreadable("it names a part twice."));
        if (HashOf(Uri.UnescapeDataString(method)) is not { } hash)
            return (null, SamlRefusals.WeakSignature);
        var signed = $"{name}={parts[name].FirstOrDefault()}";
        if (parts[RelayState].FirstOrDefault() is { } relayState)
            signed += $"&{RelayState}={relayState}";
        signed += $"&{Algorithm}={method}";
        if (!IsSigned(Encoding.UTF8.GetBytes(signed), signature, hash, certificates))
            return (null, SamlRefusals.WrongSignature);
        return Inflate(parts[name].FirstOrDefault() ?? "") is { DocumentElement: { } message }
            ? (message, null)
            : (null, SamlRefusals.Unreadable("it is not deflated XML in base64."));
    }

    private static bool IsSigned(
        byte[] text,
        string signature,
        HashAlgorithmName hash,
        IReadOnlyList<X509Certificate2> certificates
    )
    {
        if (Bytes(signature) is not { } bytes)
            return false;
        foreach (var certificate in certificates)
        {
            using var key = certificate.GetRSAPublicKey();
            if (key?.VerifyData(text, bytes, hash, RSASignaturePadding.Pkcs1) is true)
                return true;
        }
        return false;
    }

    private static HashAlgorithmName? HashOf(string method) =>
        method switch
        {
            SamlNames.RsaSha256 => HashAlgorithmName.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => HashAlgorithmName.SHA384,
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static byte[] Deflate(string xml)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
            deflate.Write(Encoding.UTF8.GetBytes(xml));
        return packed.ToArray();
    }

    /// <summary>A small message may unpack to any size: no more is read than the hub takes.</summary>
    private static XmlDocument? Inflate(string text)
    {
        if (Bytes(text) is not { } packed)
            return null;
        var bytes = new byte[SamlXml.Largest + 1];
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            return SamlXml.TryRead(bytes[..inflate.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string escaped)
    {
        try
        {
            return Convert.FromBase64String(Uri.UnescapeDataString(escaped));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
