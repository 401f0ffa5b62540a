namespace Hub.Errors;

/// <summary>The codes of signing in with an identity provider: SAML and Entra ID.</summary>
internal static class SignInProblems
{
    public static readonly IReadOnlyList<ProblemCode> All =
    [
        new(
            "saml_not_configured",
            404,
            "The organization does not sign in with SAML.",
            "Set it up under Connections, SAML, or with PUT /api/v1/saml/settings."
        ),
        new(
            "saml_message_invalid",
            400,
            "An identity provider's message is no plain message of SAML 2.0.",
            "Use HTTP-POST and SAML 2.0 in its application; detail says what is wrong."
        ),
        new(
            "saml_encrypted",
            403,
            "The assertion is encrypted.",
            "Switch assertion encryption off in the provider's application."
        ),
        new(
            "saml_signature_invalid",
            403,
            "The assertion or message is not signed with the provider's certificate.",
            "Let the provider sign assertions; read its metadata again when its certificate is new."
        ),
        new(
            "saml_algorithm_refused",
            403,
            "The signature is weaker than RSA-SHA256, or signs in an unusual way.",
            "Set the provider's application to RSA-SHA256."
        ),
        new(
            "saml_not_for_this_hub",
            403,
            "Issuer, audience, destination or recipient are not those of the organization.",
            "Compare entity id and URLs with the metadata at /app/saml/{organization}/metadata."
        ),
        new(
            "saml_not_asked_for",
            403,
            "The answer is to a sign-in that this browser did not begin, or not in the last ten minutes; or nobody may begin at the provider.",
            "Begin at the sign-in page."
        ),
        new(
            "saml_expired",
            403,
            "The assertion or message is too old, or not good yet.",
            "Sign in again; compare the clocks of provider and hub."
        ),
        new("saml_replayed", 403, "The assertion or message was used before.", "Sign in again."),
        new(
            "saml_denied",
            403,
            "The provider did not sign the person in.",
            "Assign the person to its application; detail has its word."
        ),
        new(
            "saml_agent_unknown",
            403,
            "No agent has the NameID as e-mail, user name or external id.",
            "Provision the person with SCIM, or create the agent."
        ),
        new("saml_agent_inactive", 403, "The agent is inactive.", "Activate the person at the provider."),
        new(
            "saml_no_scopes",
            403,
            "None of the agent's roles gives a scope.",
            "Map a role of theirs to scopes under Connections, SAML."
        ),
        new(
            "saml_key_unreadable",
            409,
            "The hub cannot decrypt the organization's SAML key.",
            "Its operator restores the key ring; or delete the SAML settings and set them up anew."
        ),
        new(
            "entra_unknown",
            403,
            "The person's tenant is none of the hub's, or their agent is inactive.",
            "List the tenant in Entra:Organizations, or activate the agent."
        ),
        new(
            "entra_no_roles",
            403,
            "The person has no app role or group that allows something.",
            "Assign a role of the hub's application to them."
        ),
        new(
            "entra_refused",
            403,
            "What Entra ID answered does not fit what the browser asked, is too old, or says no.",
            "Begin again at the sign-in page."
        ),
    ];
}
