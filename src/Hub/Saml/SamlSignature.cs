using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using Hub.Domain;

namespace Hub.Saml;

/// <summary>
/// Whether an element is signed with one of the provider's certificates. Whoever reads a signed element reads the copy that was
/// checked (<see cref="Isolate"/>), so that no other element can be slipped in for it; what KeyInfo says is passed over.
/// </summary>
internal static class SamlSignature
{
    private static readonly FrozenSet<string> Methods = FrozenSet.Create(
        SamlNames.RsaSha256,
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    );

    private static readonly FrozenSet<string> Digests = FrozenSet.Create(
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384",
        "http://www.w3.org/2001/04/xmlenc#sha512"
    );

    /// <summary>The element alone in a document of its own, with the namespaces that it had where it stood.</summary>
    public static XmlElement Isolate(XmlElement element)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var alone = (XmlElement)document.ImportNode(element, deep: true);
        document.AppendChild(alone);
        for (var above = element.ParentNode as XmlElement; above is not null; above = above.ParentNode as XmlElement)
            foreach (XmlAttribute attribute in above.Attributes)
                if (IsNamespace(attribute) && !alone.HasAttribute(attribute.Name))
                    alone.SetAttributeNode((XmlAttribute)document.ImportNode(attribute, deep: true));
        return alone;
    }

    /// <param name="alone">The root of its document, which has an attribute <c>ID</c>.</param>
    /// <returns>Nothing where it is signed as it should be.</returns>
    public static Refusal? Check(XmlElement alone, IReadOnlyList<X509Certificate2> certificates)
    {
        if (alone.Only(SignedXml.XmlDsigNamespaceUrl, "Signature") is not { } signature)
            return SamlRefusals.Unsigned;
        // What is signed is the element itself; an object inside of the signature would be something else.
        if (signature.Children(SignedXml.XmlDsigNamespaceUrl, "Object").Count > 0)
            return SamlRefusals.WrongSignature;
        Refusal? refusal = SamlRefusals.WrongSignature;
        foreach (var certificate in certificates)
        {
            using var key = certificate.GetRSAPublicKey();
            refusal = key is null ? SamlRefusals.WrongSignature : Check(alone, signature, key);
            if (refusal != SamlRefusals.WrongSignature)
                break;
        }
        return refusal;
    }

    private static Refusal? Check(XmlElement alone, XmlElement signature, RSA key)
    {
        try
        {
            var signed = new SignedElement(alone);
            signed.LoadXml(signature);
            if (signed.SignedInfo is not { References: { Count: 1 } references } info)
                return SamlRefusals.WrongSignature;
            var reference = (Reference)references[0]!;
            if (reference.Uri != $"#{alone.GetAttribute("ID")}")
                return SamlRefusals.WrongSignature;
            if (
                info.SignatureMethod is not { } method
                || !Methods.Contains(method)
                || info.CanonicalizationMethod != SignedXml.XmlDsigExcC14NTransformUrl
                || !Digests.Contains(reference.DigestMethod)
                || !AreAllowed(reference.TransformChain)
            )
                return SamlRefusals.WeakSignature;
            return signed.CheckSignature(key) ? null : SamlRefusals.WrongSignature;
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or ArgumentException)
        {
            return SamlRefusals.WrongSignature;
        }
    }

    private static bool AreAllowed(TransformChain chain) =>
        chain.Count is 1 or 2
        && chain[0].Algorithm == SignedXml.XmlDsigEnvelopedSignatureTransformUrl
        && (chain.Count == 1 || chain[1].Algorithm == SignedXml.XmlDsigExcC14NTransformUrl);

    private static bool IsNamespace(XmlAttribute attribute) =>
        attribute.Prefix == "xmlns" || attribute is { Prefix: "", LocalName: "xmlns" };

    /// <summary>A signature that can be of its element alone: no other is found, whatever ids others have.</summary>
    private sealed class SignedElement : SignedXml
    {
        private readonly XmlElement element;

        public SignedElement(XmlElement element)
            : base(element) => this.element = element;

        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            element.GetAttribute("ID") == idValue ? element : null;
    }
}
