using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Hub.Saml;

/// <summary>Reads an identity provider's metadata.</summary>
internal static class ProviderMetadata
{
    private const char ByteOrderMark = '\uFEFF';
    private const int LongestName = 1_024;
    private const int LeastBits = 2_048;
    private const int MostCertificates = 10;

    /// <returns>What they say; or in a sentence why they cannot be used.</returns>
    public static (SamlProvider? Provider, string? Problem) Read(string xml)
    {
        if (
            SamlXml.TryRead(Encoding.UTF8.GetBytes(xml.TrimStart(ByteOrderMark)), passesOver: true)
            is not { DocumentElement: { } root }
        )
            return Bad($"Must be SAML metadata: XML without DTD, of at most {SamlXml.Largest / 1024} KB.");
        var entities = root.Is(SamlNames.Metadata, "EntitiesDescriptor")
            ? root.Children(SamlNames.Metadata, "EntityDescriptor")
            : [root];
        var providers = entities
            .Where(one => one.Is(SamlNames.Metadata, "EntityDescriptor"))
            .SelectMany(one => one.Children(SamlNames.Metadata, "IDPSSODescriptor"))
            .ToList();
        if (providers is not [var provider])
            return Bad("Must describe exactly one identity provider (IDPSSODescriptor).");
        if (((XmlElement)provider.ParentNode!).Said("entityID") is not { Length: <= LongestName } entityId)
            return Bad("Must have an entityID.");
        if (AddressOf(provider, "SingleSignOnService") is not var (signIn, _))
            return Bad("Must have a SingleSignOnService with the binding HTTP-Redirect and an http or https address.");
        var certificates = Certificates(provider);
        if (certificates.Count is 0 or > MostCertificates)
            return Bad($"Must have 1 to {MostCertificates} signing certificates (KeyDescriptor).");
        if (!certificates.TrueForAll(IsStrong))
            return Bad($"Must have certificates with RSA keys of at least {LeastBits} bits.");
        var signOut = AddressOf(provider, "SingleLogoutService");
        return (
            new SamlProvider(entityId, signIn, signOut?.Address, signOut?.Reply ?? signOut?.Address, certificates),
            null
        );
    }

    private static (SamlProvider?, string?) Bad(string problem) => (null, problem);

    private static (string Address, string? Reply)? AddressOf(XmlElement provider, string service)
    {
        foreach (var one in provider.Children(SamlNames.Metadata, service))
            if (one.Said("Binding") == SamlNames.Redirect && IsAddress(one.Said("Location")))
                return (
                    one.Said("Location")!,
                    IsAddress(one.Said("ResponseLocation")) ? one.Said("ResponseLocation") : null
                );
        return null;
    }

    private static bool IsAddress(string? text) =>
        text is { Length: <= LongestName }
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0
        && address.Fragment.Length == 0;

    /// <summary>Those for signing, and those that do not say what they are for.</summary>
    private static List<string> Certificates(XmlElement provider) =>
        [
            .. provider
                .Children(SamlNames.Metadata, "KeyDescriptor")
                .Where(one => one.Said("use") is null or "signing")
                .SelectMany(one => one.Children(SignedXml.XmlDsigNamespaceUrl, "KeyInfo"))
                .SelectMany(one => one.Children(SignedXml.XmlDsigNamespaceUrl, "X509Data"))
                .SelectMany(one => one.Children(SignedXml.XmlDsigNamespaceUrl, "X509Certificate"))
                .Select(one => string.Concat((one.PlainText() ?? "").Where(letter => !char.IsWhiteSpace(letter))))
                .Distinct(),
        ];

    private static bool IsStrong(string certificate)
    {
        try
        {
            using var read = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));
            using var key = read.GetRSAPublicKey();
            return key?.KeySize >= LeastBits;
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
