using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using Hub.Domain;

namespace Hub.Saml;

/// <summary>Whom a message must be from and for.</summary>
/// <param name="EntityId">The organization's, as a service provider.</param>
/// <param name="Address">Where the message was sent.</param>
internal sealed record SamlParties(
    string Provider,
    IReadOnlyList<X509Certificate2> Certificates,
    string EntityId,
    string Address,
    DateTimeOffset Now
);

/// <summary>What a provider says of somebody who signed in there.</summary>
/// <param name="Assertion">Its id, which is good once.</param>
/// <param name="Until">When the hub would not take it any more.</param>
/// <param name="SessionIndex">What the provider calls their session when it ends it; absent where it does not say.</param>
/// <param name="InResponseTo">The request that it answers; absent where the sign-in began at the provider.</param>
/// <param name="SessionEnds">When the provider wants the session to end at the latest.</param>
internal sealed record SamlAnswer(
    string Assertion,
    DateTimeOffset Until,
    string NameId,
    string? SessionIndex,
    string? InResponseTo,
    DateTimeOffset? SessionEnds
)
{
    /// <param name="message">As the form has it: base64.</param>
    public static (SamlAnswer? Answer, Refusal? Refusal) Read(string? message, SamlParties parties)
    {
        var bytes = new byte[(message?.Length ?? 0) / 4 * 3 + 3];
        if (
            message is not { Length: > 0 and <= SamlXml.Largest / 3 * 4 }
            || !Convert.TryFromBase64String(message, bytes, out var length)
            || SamlXml.TryRead(bytes[..length]) is not { DocumentElement: { } response }
        )
            return Refuse(SamlRefusals.Unreadable("it is not XML in base64 that this hub reads."));
        if (Envelope(response, parties) is { } refusal)
            return Refuse(refusal);
        if (response.Only(SamlNames.Assertion, "Assertion") is not { } assertion)
            return Refuse(
                response.Children(SamlNames.Assertion, "EncryptedAssertion").Count > 0
                    ? SamlRefusals.Encrypted
                    : SamlRefusals.Unreadable("it has not exactly one assertion.")
            );
        if (Wrapped(response, assertion) is { } wrapped)
            return Refuse(wrapped);
        // The response's own signature may be left out; where it is there, it has to hold.
        if (response.Children(SignedXml.XmlDsigNamespaceUrl, "Signature").Count > 0)
            if (SamlSignature.Check(SamlSignature.Isolate(response), parties.Certificates) is { } broken)
                return Refuse(broken);
        var alone = SamlSignature.Isolate(assertion);
        return SamlSignature.Check(alone, parties.Certificates) is { } unsigned
            ? Refuse(unsigned)
            : SamlAssertion.Read(alone, response.Said("InResponseTo"), parties);
    }

    private static (SamlAnswer?, Refusal?) Refuse(Refusal refusal) => (null, refusal);

    /// <summary>What stands around the assertion, where anybody may have written it: it can only refuse.</summary>
    private static Refusal? Envelope(XmlElement response, SamlParties parties)
    {
        if (!response.Is(SamlNames.Protocol, "Response") || response.Said("Version") != SamlNames.Version)
            return SamlRefusals.Unreadable("it is no response of SAML 2.0.");
        if (response.Said("Destination") is { } destination && destination != parties.Address)
            return SamlRefusals.Misdirected("The provider's response names another destination.");
        if (
            response.Children(SamlNames.Assertion, "Issuer") is { Count: > 0 } issuers
            && (issuers.Count > 1 || issuers[0].PlainText() != parties.Provider)
        )
            return SamlRefusals.Misdirected("The response is of another provider than this organization's.");
        var status = response.Only(SamlNames.Protocol, "Status")?.Only(SamlNames.Protocol, "StatusCode");
        return status.Said("Value") == SamlNames.Success ? null : SamlRefusals.Denied(NameOf(status));
    }

    /// <summary>Signature wrapping hides an assertion, or gives an id twice: a plain response has one of each, in its place.</summary>
    private static Refusal? Wrapped(XmlElement response, XmlElement assertion)
    {
        var ids = new HashSet<string>();
        foreach (var element in response.SelectNodes("descendant-or-self::*")!.OfType<XmlElement>())
        {
            var isExtra = element.LocalName switch
            {
                "Assertion" or "EncryptedAssertion" => element != assertion,
                "Response" => element != response,
                "Signature" => element.ParentNode != assertion && element.ParentNode != response,
                _ => false,
            };
            var isTwice = element
                .Attributes.OfType<XmlAttribute>()
                .Any(one => one.LocalName.Equals("ID", StringComparison.OrdinalIgnoreCase) && !ids.Add(one.Value));
            if (isExtra || isTwice)
                return SamlRefusals.Unreadable("it has parts in places where none belong.");
        }
        return null;
    }

    /// <summary>The last part of the code's name, as in <c>AuthnFailed</c>: of the inner one, where there is one.</summary>
    private static string NameOf(XmlElement? status)
    {
        var code = (status?.Only(SamlNames.Protocol, "StatusCode") ?? status).Said("Value") ?? "nothing";
        return string.Concat(code[(code.LastIndexOf(':') + 1)..].Where(char.IsAsciiLetterOrDigit).Take(40));
    }
}
