namespace Hub.Access;

/// <summary>The ways to sign in, as the framework's authentication schemes. Each signs in with a <see cref="CallerPrincipal"/>.</summary>
internal static class Schemes
{
    /// <summary>Whichever of the others fits what a request to the REST API carries.</summary>
    public const string Api = "Api";

    /// <summary>A token of the REST API: <c>17|secret</c>.</summary>
    public const string ApiToken = "ApiToken";

    /// <summary>A token that Entra ID issued to a person or an application; only where it is configured.</summary>
    public const string EntraId = "EntraId";

    /// <summary>People who are sent to Entra ID to sign in to the pages; only where it is configured.</summary>
    public const string EntraSignIn = "EntraSignIn";

    /// <summary>The token of whoever runs the hub.</summary>
    public const string Operator = "Operator";

    /// <summary>The session of whoever runs the hub; it opens the operator's pages alone.</summary>
    public const string OperatorPages = "OperatorPages";

    /// <summary>The session of somebody who signed in to the pages; it opens those, and never the REST API.</summary>
    public const string Portal = "Portal";

    /// <summary>An identity provider's token; at <c>/Me</c> that of an agent.</summary>
    public const string ScimToken = "ScimToken";
}
