using System.Xml;
using Hub.Domain;

namespace Hub.Saml;

/// <summary>A provider's wish to end somebody's session.</summary>
/// <param name="Until">When the hub would not take it any more.</param>
/// <param name="SessionIndexes">Which of their sessions; none: all.</param>
internal sealed record SamlSignOut(string Id, DateTimeOffset Until, string NameId, IReadOnlyList<string> SessionIndexes)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>What came with HTTP-POST, once its signature is one of the certificates'.</summary>
    public static (XmlElement? Message, Refusal? Refusal) Open(string base64, SamlParties parties)
    {
        var bytes = new byte[base64.Length / 4 * 3 + 3];
        if (
            !Convert.TryFromBase64String(base64, bytes, out var length)
            || SamlXml.TryRead(bytes[..length]) is not { DocumentElement: { } message }
        )
            return (null, SamlRefusals.Unreadable("it is not XML in base64 that this hub reads."));
        var alone = SamlSignature.Isolate(message);
        return SamlSignature.Check(alone, parties.Certificates) is { } refusal
            ? (null, refusal == SamlRefusals.Unsigned ? SamlRefusals.UnsignedMessage : refusal)
            : (alone, null);
    }

    /// <param name="message">Whose signature was checked.</param>
    public static (SamlSignOut? SignOut, Refusal? Refusal) Read(XmlElement message, SamlParties parties)
    {
        if (Unfit(message, "LogoutRequest", parties) is { } refusal)
            return (null, refusal);
        if (
            message.Said("ID") is not { } id
            || message.Only(SamlNames.Assertion, "NameID").PlainText() is not { Length: > 0 } nameId
            || SamlTimes.Read(message.Said("IssueInstant")) is not { } issued
        )
            return (null, SamlRefusals.Unreadable("it does not say whose session is to end."));
        var until = SamlTimes.Read(message.Said("NotOnOrAfter")) ?? issued + Lifetime;
        if (SamlTimes.HasEnded(until, parties.Now) || !SamlTimes.HasBegun(issued, parties.Now))
            return (null, SamlRefusals.Expired("The request to sign out is not of now."));
        var indexes = message.Children(SamlNames.Protocol, "SessionIndex");
        return (
            new SamlSignOut(
                id,
                until + SamlTimes.Skew,
                nameId,
                [.. indexes.Select(one => one.PlainText()).OfType<string>()]
            ),
            null
        );
    }

    /// <summary>Whether the provider says that it ended the session that the hub asked it to end.</summary>
    public static (bool IsDone, Refusal? Refusal) ReadAnswer(XmlElement message, SamlParties parties)
    {
        if (Unfit(message, "LogoutResponse", parties) is { } refusal)
            return (false, refusal);
        var status = message.Only(SamlNames.Protocol, "Status")?.Only(SamlNames.Protocol, "StatusCode");
        return (status.Said("Value") == SamlNames.Success, null);
    }

    private static Refusal? Unfit(XmlElement message, string name, SamlParties parties) =>
        !message.Is(SamlNames.Protocol, name) || message.Said("Version") != SamlNames.Version
            ? SamlRefusals.Unreadable($"it is no {name} of SAML 2.0.")
        : message.Said("Destination") != parties.Address
            ? SamlRefusals.Misdirected("The provider's message names another destination.")
        : message.Only(SamlNames.Assertion, "Issuer").PlainText() != parties.Provider
            ? SamlRefusals.Misdirected("The message is of another provider than this organization's.")
        : null;
}
