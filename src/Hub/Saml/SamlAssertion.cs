using System.Xml;
using Hub.Domain;

namespace Hub.Saml;

/// <summary>What must hold of an assertion whose signature was checked (SAML 2.0 profiles, 4.1.4.3).</summary>
internal static class SamlAssertion
{
    /// <param name="assertion">The copy that was checked.</param>
    /// <param name="answered">The request that the response around it says it answers.</param>
    public static (SamlAnswer? Answer, Refusal? Refusal) Read(
        XmlElement assertion,
        string? answered,
        SamlParties parties
    )
    {
        var subject = assertion.Only(SamlNames.Assertion, "Subject");
        var conditions = assertion.Only(SamlNames.Assertion, "Conditions");
        var nameId = subject?.Only(SamlNames.Assertion, "NameID").PlainText();
        var signedIn = assertion.Children(SamlNames.Assertion, "AuthnStatement");
        if (
            assertion.Said("Version") != SamlNames.Version
            || assertion.Said("ID") is not { } id
            || subject is null
            || conditions is null
            || string.IsNullOrEmpty(nameId)
            || signedIn.Count == 0
        )
            return (
                null,
                SamlRefusals.Unreadable("its assertion lacks an id, a NameID, conditions or when they signed in.")
            );
        if (assertion.Only(SamlNames.Assertion, "Issuer").PlainText() != parties.Provider)
            return (null, SamlRefusals.Misdirected("The assertion is of another provider than this organization's."));
        if (Conditions(conditions, parties) is { } unfit)
            return (null, unfit);
        var (confirmation, refusal) = Confirmation(subject, answered, parties);
        if (confirmation is null)
            return (null, refusal);
        var ends = SamlTimes.Read(signedIn[0].Said("SessionNotOnOrAfter"));
        if (ends is { } end && SamlTimes.HasEnded(end, parties.Now))
            return (null, SamlRefusals.Expired("The session at the provider has ended."));
        return (
            new SamlAnswer(
                id,
                SamlTimes.Read(confirmation.Said("NotOnOrAfter"))!.Value + SamlTimes.Skew,
                nameId,
                signedIn[0].Said("SessionIndex"),
                confirmation.Said("InResponseTo"),
                ends
            ),
            null
        );
    }

    private static Refusal? Conditions(XmlElement conditions, SamlParties parties)
    {
        if (OutOfTime(conditions, parties.Now) is { } outOfTime)
            return outOfTime;
        var audiences = conditions.Children(SamlNames.Assertion, "AudienceRestriction");
        // Each restriction has to fit, by one of its audiences.
        return
            audiences.Count > 0
            && audiences.All(restriction =>
                restriction
                    .Children(SamlNames.Assertion, "Audience")
                    .Any(audience => audience.PlainText() == parties.EntityId)
            )
            ? null
            : SamlRefusals.Misdirected("The assertion is for another audience.");
    }

    /// <summary>The confirmation that fits; where none does, why the last one does not.</summary>
    private static (XmlElement? Data, Refusal? Refusal) Confirmation(
        XmlElement subject,
        string? answered,
        SamlParties parties
    )
    {
        Refusal? refusal = SamlRefusals.Unreadable("its assertion is confirmed by no bearer.");
        foreach (var confirmation in subject.Children(SamlNames.Assertion, "SubjectConfirmation"))
        {
            if (
                confirmation.Said("Method") != SamlNames.Bearer
                || confirmation.Only(SamlNames.Assertion, "SubjectConfirmationData") is not { } data
            )
                continue;
            refusal = Unfit(data, answered, parties);
            if (refusal is null)
                return (data, null);
        }
        return (null, refusal);
    }

    private static Refusal? Unfit(XmlElement data, string? answered, SamlParties parties)
    {
        if (data.Said("Recipient") != parties.Address)
            return SamlRefusals.Misdirected("The assertion names another recipient.");
        if (SamlTimes.Read(data.Said("NotOnOrAfter")) is null)
            return SamlRefusals.Unreadable("its assertion does not say until when it is good.");
        if (answered is not null && answered != data.Said("InResponseTo"))
            return SamlRefusals.NotAskedFor;
        return OutOfTime(data, parties.Now);
    }

    private static Refusal? OutOfTime(XmlElement element, DateTimeOffset now)
    {
        var (begin, end) = (SamlTimes.Read(element.Said("NotBefore")), SamlTimes.Read(element.Said("NotOnOrAfter")));
        if (
            (begin is null && element.Said("NotBefore") is not null)
            || (end is null && element.Said("NotOnOrAfter") is not null)
        )
            return SamlRefusals.Unreadable("a time in it cannot be read.");
        return begin is { } first && !SamlTimes.HasBegun(first, now)
                ? SamlRefusals.Expired("The assertion is not good yet.")
            : end is { } last && SamlTimes.HasEnded(last, now)
                ? SamlRefusals.Expired("The assertion is not good any more.")
            : null;
    }
}
