using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Hub.Saml;

namespace Hub.Tests.Saml;

/// <summary>An identity provider that says what a test wants it to say, and signs it as a test wants.</summary>
internal sealed class Provider : IDisposable
{
    public const string SignInUrl = "https://idp.example.com/sso";
    public const string SignOutUrl = "https://idp.example.com/slo";

    private static readonly RSA SharedKey = RSA.Create(2048);
    private readonly RSA key;

    public Provider(string entityId = "https://idp.example.com/entity", RSA? key = null)
    {
        (EntityId, this.key) = (entityId, key ?? SharedKey);
        var request = new CertificateRequest("CN=idp", this.key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    public string EntityId { get; }

    public X509Certificate2 Certificate { get; }

    public RSA Key => key;

    public string Metadata => MetadataOf(Convert.ToBase64String(Certificate.RawData));

    public string MetadataOf(string certificate) =>
        $"""
            <?xml version="1.0"?>
            <!-- As some providers write them. -->
            <EntityDescriptor xmlns="{SamlNames.Metadata}" entityID="{EntityId}">
              <IDPSSODescriptor protocolSupportEnumeration="{SamlNames.Protocol}">
                <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
                <SingleLogoutService Binding="{SamlNames.Redirect}" Location="{SignOutUrl}"/>
                <SingleSignOnService Binding="{SamlNames.Post}" Location="https://idp.example.com/post"/>
                <SingleSignOnService Binding="{SamlNames.Redirect}" Location="{SignInUrl}?app=7"/>
              </IDPSSODescriptor>
            </EntityDescriptor>
            """;

    /// <summary>The element with an enveloped signature behind its issuer.</summary>
    public XmlElement Sign(
        XmlElement element,
        Action<SignedXml, Reference>? change = null,
        AsymmetricAlgorithm? by = null
    )
    {
        var signed = new SignedXml(element) { SigningKey = by ?? key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference($"#{element.GetAttribute("ID")}") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        change?.Invoke(signed, reference);
        signed.AddReference(reference);
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoX509Data(Certificate));
        signed.ComputeSignature();
        return Insert(element, signed.GetXml());
    }

    /// <summary>The same with a secret that both would have to know.</summary>
    public static XmlElement SignWithSecret(XmlElement element, byte[] secret)
    {
        using var hmac = new HMACSHA256(secret);
        var signed = new SignedXml(element);
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
        var reference = new Reference($"#{element.GetAttribute("ID")}") { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.ComputeSignature(hmac);
        return Insert(element, signed.GetXml());
    }

    /// <summary>The query of a message by HTTP-Redirect.</summary>
    public string Query(
        string name,
        string xml,
        string? relayState = null,
        bool isSigned = true,
        string method = SamlNames.RsaSha256
    )
    {
        var query = $"{name}={Uri.EscapeDataString(Convert.ToBase64String(Deflate(xml)))}";
        if (relayState is not null)
            query += $"&RelayState={Uri.EscapeDataString(relayState)}";
        if (!isSigned)
            return query;
        query += $"&SigAlg={Uri.EscapeDataString(method)}";
        var hash = method == SamlNames.RsaSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        var signature = key.SignData(Encoding.UTF8.GetBytes(query), hash, RSASignaturePadding.Pkcs1);
        return $"{query}&Signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }

    /// <summary>What the hub asks for in an address that it leads to, its signature checked with its certificate.</summary>
    public static XmlElement Read(string address, string name, X509Certificate2 hub)
    {
        var query = new Uri(address).Query.TrimStart('?');
        var start = query.IndexOf($"{name}=", StringComparison.Ordinal);
        var end = query.IndexOf("&Signature=", StringComparison.Ordinal);
        var signature = Convert.FromBase64String(Uri.UnescapeDataString(query[(end + "&Signature=".Length)..]));
        using var verifier = hub.GetRSAPublicKey()!;
        Assert.True(
            verifier.VerifyData(
                Encoding.UTF8.GetBytes(query[start..end]),
                signature,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        );
        var message = Uri.UnescapeDataString(query[start..end].Split('&')[0][(name.Length + 1)..]);
        using var inflate = new DeflateStream(
            new MemoryStream(Convert.FromBase64String(message)),
            CompressionMode.Decompress
        );
        var document = new XmlDocument();
        document.Load(inflate);
        return document.DocumentElement!;
    }

    public void Dispose() => Certificate.Dispose();

    private static XmlElement Insert(XmlElement element, XmlElement signature)
    {
        var document = element.OwnerDocument;
        element.InsertAfter(document.ImportNode(signature, deep: true), element["Issuer", SamlNames.Assertion]);
        return element;
    }

    private static byte[] Deflate(string xml)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(Encoding.UTF8.GetBytes(xml));
        return packed.ToArray();
    }
}
