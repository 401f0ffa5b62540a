using Hub.Errors;
using Microsoft.AspNetCore.Authentication;

namespace Hub.Access;

/// <summary>
/// The scheme of API tokens. It also answers for the whole REST API where nobody, or somebody without the scope, calls.
/// </summary>
internal sealed class ApiTokenHandler(TokenSignIn tokens, AuthenticationThrottle throttle) : IAuthenticationHandler
{
    private HttpContext http = null!;
    private string scheme = Schemes.ApiToken;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        (http, this.scheme) = (context, scheme.Name);
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        var found = tokens.TryKnown(ApiTokenKind.Instance, header) is { } known
            ? new SignIn(known)
            : await tokens.Find(ApiTokenKind.Instance, header, http.RequestAborted);
        if (found.Caller is { } caller)
            return AuthenticateResult.Success(new AuthenticationTicket(caller.Principal, scheme));
        throttle.Count(http, found.Guessed);
        return AuthenticateResult.Fail("The token is unknown, revoked or expired.");
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (AuthenticationThrottle.RefusalOf(http) is { } throttled)
            return throttled.ExecuteAsync(http);
        var isGiven = !string.IsNullOrEmpty(http.Request.Headers.Authorization);
        http.Response.Headers.WWWAuthenticate = isGiven ? "Bearer error=\"invalid_token\"" : "Bearer";
        var answer = new Refused(401, "unauthenticated", CredentialAdvice.Of(http, "a token"));
        return answer.ExecuteAsync(http);
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        if (Suspended.Refuses(http) is { } suspended)
            return suspended.ExecuteAsync(http);
        var required = http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>();
        var refusal = required?.Refuse() ?? new Refused(403, "forbidden", "This is not for this caller.");
        return refusal.ExecuteAsync(http);
    }
}
