using System.Security;
using System.Security.Cryptography;

namespace Hub.Saml;

/// <summary>What the hub itself says in SAML: its metadata, and its requests and answers.</summary>
internal static class SamlMessages
{
    public const string MetadataType = "application/samlmetadata+xml";

    /// <summary>An id begins with no digit, and nobody guesses one.</summary>
    public static string NewId() => "_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    public static string Metadata(SamlAddresses own, SamlKey key) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <md:EntityDescriptor xmlns:md="{SamlNames.Metadata}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{Text(
                own.EntityId
            )}">
              <md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="{SamlNames.Protocol}">
                <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{key.Certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                <md:SingleLogoutService Binding="{SamlNames.Redirect}" Location="{Text(own.SignOut)}"/>
                <md:SingleLogoutService Binding="{SamlNames.Post}" Location="{Text(own.SignOut)}"/>
                <md:NameIDFormat>{SamlNames.Email}</md:NameIDFormat>
                <md:AssertionConsumerService Binding="{SamlNames.Post}" Location="{Text(
                own.Acs
            )}" index="0" isDefault="true"/>
              </md:SPSSODescriptor>
            </md:EntityDescriptor>

            """;

    public static string SignIn(string id, SamlAddresses own, SamlProvider provider, DateTimeOffset now) =>
        $"""
            <samlp:AuthnRequest xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" {Common(
                id,
                provider.SignInUrl,
                now
            )} AssertionConsumerServiceURL="{Text(own.Acs)}" ProtocolBinding="{SamlNames.Post}">{Issuer(
                own
            )}<samlp:NameIDPolicy Format="{SamlNames.Email}" AllowCreate="true"/></samlp:AuthnRequest>
            """;

    public static string SignOut(
        string id,
        SamlAddresses own,
        string address,
        string nameId,
        string? sessionIndex,
        DateTimeOffset now
    )
    {
        var session = sessionIndex is null ? "" : $"<samlp:SessionIndex>{Text(sessionIndex)}</samlp:SessionIndex>";
        return $"""
            <samlp:LogoutRequest xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" {Common(
                id,
                address,
                now
            )}>{Issuer(own)}<saml:NameID>{Text(nameId)}</saml:NameID>{session}</samlp:LogoutRequest>
            """;
    }

    public static string SignedOut(string request, SamlAddresses own, string address, DateTimeOffset now) =>
        $"""
            <samlp:LogoutResponse xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" {Common(
                NewId(),
                address,
                now
            )} InResponseTo="{Text(request)}">{Issuer(
                own
            )}<samlp:Status><samlp:StatusCode Value="{SamlNames.Success}"/></samlp:Status></samlp:LogoutResponse>
            """;

    private static string Common(string id, string address, DateTimeOffset now) =>
        $"""ID="{id}" Version="{SamlNames.Version}" IssueInstant="{SamlTimes.Write(now)}" Destination="{Text(address)}" """.TrimEnd();

    private static string Issuer(SamlAddresses own) => $"<saml:Issuer>{Text(own.EntityId)}</saml:Issuer>";

    private static string Text(string value) => SecurityElement.Escape(value);
}
