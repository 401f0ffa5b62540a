using System.Text;
using System.Xml;
using Hub.Saml;

namespace Hub.Tests.Saml;

/// <summary>A response as a provider makes it; a test changes what it is about before or after it is signed.</summary>
internal sealed record Response(Provider Provider, string Hub, DateTimeOffset Now)
{
    public string NameId { get; init; } = "";
    public string? Audience { get; init; }
    public string? Destination { get; init; }
    public string? Recipient { get; init; }
    public string? Issuer { get; init; }
    public string? InResponseTo { get; init; }
    public string? SessionIndex { get; init; }
    public string Status { get; init; } = SamlNames.Success;
    public string Id { get; init; } = $"_{Guid.NewGuid():N}";
    public TimeSpan Begins { get; init; } = TimeSpan.FromMinutes(-1);
    public TimeSpan Ends { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan? SessionEnds { get; init; }
    public string NameIdXml { get; init; } = "";
    public bool SignsAssertion { get; init; } = true;
    public bool SignsResponse { get; init; }

    public string Acs => $"{Hub}/acs";

    /// <summary>Not signed yet.</summary>
    public XmlDocument Draft()
    {
        var answered = InResponseTo is null ? "" : $"InResponseTo=\"{InResponseTo}\"";
        var index = SessionIndex is null
            ? ""
            : $"SessionIndex=\"{System.Security.SecurityElement.Escape(SessionIndex)}\"";
        var sessionEnds = SessionEnds is { } end ? $"SessionNotOnOrAfter=\"{At(end)}\"" : "";
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(
            $"""
            <samlp:Response xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="_r{Id}" Version="2.0" IssueInstant="{At(
                default
            )}" Destination="{Destination ?? Acs}" {answered}>
              <saml:Issuer>{Issuer ?? Provider.EntityId}</saml:Issuer>
              <samlp:Status><samlp:StatusCode Value="{Status}"/></samlp:Status>
              <saml:Assertion ID="{Id}" Version="2.0" IssueInstant="{At(default)}">
                <saml:Issuer>{Issuer ?? Provider.EntityId}</saml:Issuer>
                <saml:Subject>
                  <saml:NameID Format="{SamlNames.Email}">{(NameIdXml.Length > 0 ? NameIdXml : NameId)}</saml:NameID>
                  <saml:SubjectConfirmation Method="{SamlNames.Bearer}">
                    <saml:SubjectConfirmationData NotOnOrAfter="{At(Ends)}" Recipient="{Recipient ?? Acs}" {answered}/>
                  </saml:SubjectConfirmation>
                </saml:Subject>
                <saml:Conditions NotBefore="{At(Begins)}" NotOnOrAfter="{At(Ends)}">
                  <saml:AudienceRestriction><saml:Audience>{Audience
                ?? $"{Hub}/metadata"}</saml:Audience></saml:AudienceRestriction>
                </saml:Conditions>
                <saml:AuthnStatement AuthnInstant="{At(
                default
            )}" {index} {sessionEnds}><saml:AuthnContext/></saml:AuthnStatement>
              </saml:Assertion>
            </samlp:Response>
            """
        );
        return document;
    }

    public XmlDocument Build()
    {
        var document = Draft();
        if (SignsAssertion)
            Provider.Sign(AssertionOf(document));
        if (SignsResponse)
            Provider.Sign(document.DocumentElement!);
        return document;
    }

    /// <summary>As the form has it.</summary>
    public string Post() => Encode(Build());

    public static XmlElement AssertionOf(XmlDocument document) =>
        document.DocumentElement!["Assertion", SamlNames.Assertion]!;

    public static string Encode(XmlDocument document) => Encode(document.OuterXml);

    public static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    private string At(TimeSpan offset) => SamlTimes.Write(Now + offset);
}
