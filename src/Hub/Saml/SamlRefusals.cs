using Hub.Domain;

namespace Hub.Saml;

/// <summary>Why a message of an identity provider is not taken. Each says what its reader can do.</summary>
internal static class SamlRefusals
{
    public static readonly Refusal NotConfigured = new(
        RefusalKind.NotFound,
        "saml_not_configured",
        "This organization does not sign in with SAML. Somebody with all scopes sets it up under Connections, SAML."
    );

    public static readonly Refusal Encrypted = Forbidden(
        "saml_encrypted",
        "The provider encrypted the assertion, which this hub does not read. Switch assertion encryption off in the provider's application; TLS keeps it secret."
    );

    public static readonly Refusal Unsigned = Forbidden(
        "saml_signature_invalid",
        "The assertion is not signed. Let the provider's application sign assertions."
    );

    public static readonly Refusal UnsignedMessage = Forbidden(
        "saml_signature_invalid",
        "The provider's message is not signed. Let its application sign logout requests and responses."
    );

    public static readonly Refusal WrongSignature = Forbidden(
        "saml_signature_invalid",
        "The signature is not of the provider's certificate, or what it signs was changed. If the provider has a new certificate, read its metadata again under Connections, SAML."
    );

    public static readonly Refusal WeakSignature = Forbidden(
        "saml_algorithm_refused",
        "The signature is not RSA with SHA-256 or better over an exclusive canonical form. Set the provider's application to RSA-SHA256."
    );

    public static readonly Refusal Replayed = Forbidden(
        "saml_replayed",
        "This answer of the provider has been used already. Sign in once more."
    );

    public static readonly Refusal NotAskedFor = Forbidden(
        "saml_not_asked_for",
        "The provider answers a sign-in that this browser did not begin, or began more than ten minutes ago. Begin again at the hub's sign-in page."
    );

    public static readonly Refusal OnlyWhenAsked = Forbidden(
        "saml_not_asked_for",
        "This organization takes no sign-in that begins at the provider. Begin at the hub's sign-in page."
    );

    public static readonly Refusal Inactive = Forbidden(
        "saml_agent_inactive",
        "Your agent here is inactive. Whoever manages people at your provider activates you again, and SCIM tells the hub."
    );

    public static Refusal Unreadable(string what) =>
        new(
            RefusalKind.Malformed,
            "saml_message_invalid",
            $"The provider's message cannot be taken: {what} Check that the provider's application is one of SAML 2.0 with HTTP-POST."
        );

    public static Refusal Misdirected(string what) =>
        Forbidden(
            "saml_not_for_this_hub",
            $"{what} Compare entity id and URLs of the provider's application with this organization's SAML metadata."
        );

    public static Refusal Expired(string what) =>
        Forbidden(
            "saml_expired",
            $"{what} Sign in once more; if it happens again, compare the clocks of provider and hub."
        );

    public static Refusal Denied(string status) =>
        Forbidden(
            "saml_denied",
            $"The provider did not sign you in; it answers {status}. Check that you are assigned to its application."
        );

    public static Refusal UnknownAgent(string nameId) =>
        Forbidden(
            "saml_agent_unknown",
            $"There is no agent whose e-mail, user name or external id is {Errors.FieldErrors.Shorten(nameId)}. SAML makes no agents: assign the person to the provider's SCIM application, or create the agent."
        );

    public static Refusal NoScopes(string name) =>
        Forbidden(
            "saml_no_scopes",
            $"{name} is an agent here, but none of their roles gives them a scope. Map a role of theirs to scopes under Connections, SAML."
        );

    private static Refusal Forbidden(string code, string message) => new(RefusalKind.Forbidden, code, message);
}
