using Hub.Access;
using Hub.Domain.Tokens;
using Microsoft.AspNetCore.Authentication;

namespace Hub.Scim.Access;

/// <summary>The scheme of identity providers' tokens; its refusals are in SCIM's own form.</summary>
internal sealed class ScimTokenHandler(TokenSignIn tokens, AuthenticationThrottle throttle) : IAuthenticationHandler
{
    private static readonly PathString Me = ScimMiddleware.Root + "/Me";

    private HttpContext http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        var caller = tokens.TryKnown(ScimTokenKind.Instance, header)
            ?? (await tokens.Find(ScimTokenKind.Instance, header, http.RequestAborted)).Caller;
        if (caller is null && IsMe)
            // Whoever is nobody there either has been counted there.
            caller = await Agent();
        else if (caller is null)
            throttle.Count(http);
        return caller is null
            ? AuthenticateResult.Fail("The token is unknown or revoked.")
            : AuthenticateResult.Success(new AuthenticationTicket(caller.Principal, Schemes.ScimToken));
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (AuthenticationThrottle.RefusalOf(http) is { Value: var refused } held)
            return ScimAnswer
                .Refused(new ScimError(refused.Status, null, refused.Detail), held.RetryAfter)
                .ExecuteAsync(http);
        http.Response.Headers.WWWAuthenticate = string.IsNullOrEmpty(http.Request.Headers.Authorization)
            ? "Bearer realm=\"SCIM\""
            : "Bearer realm=\"SCIM\", error=\"invalid_token\"";
        return ScimAnswer
            .Refused(new ScimError(401, null, CredentialAdvice.Of(http, "an identity provider's token")))
            .ExecuteAsync(http);
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        var why = Suspended.Refuses(http) is { Value: var suspended }
            ? $"{suspended.Code}: {suspended.Detail}"
            : "This is not for this caller.";
        return ScimAnswer.Refused(new ScimError(403, null, why)).ExecuteAsync(http);
    }

    private bool IsMe => http.Request.Path.StartsWithSegments(Me, StringComparison.OrdinalIgnoreCase);

    /// <summary>An agent, as the REST API knows them, opens what is about the agent (RFC 7644, 3.11).</summary>
    private async ValueTask<Caller?> Agent()
    {
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return
            (await http.AuthenticateAsync(Schemes.Api)).Principal
                is CallerPrincipal { Caller: { Agent: not null } agent }
            && agent.Allows(reads ? Scope.UsersRead : Scope.UsersWrite)
            ? agent
            : null;
    }
}
