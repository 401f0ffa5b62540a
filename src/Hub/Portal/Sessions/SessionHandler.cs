using Hub.Access;
using Hub.Errors;
using Microsoft.AspNetCore.Authentication;

namespace Hub.Portal.Sessions;

/// <summary>The scheme of the pages. Whoever has no session is led to the sign-in, and back from there.</summary>
internal sealed class SessionHandler(SessionBook sessions) : IAuthenticationHandler
{
    private HttpContext http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public async Task<AuthenticateResult> AuthenticateAsync() =>
        await sessions.Resume(http) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(caller.Principal, Schemes.Portal))
            : AuthenticateResult.NoResult();

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        var asked = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString.Value : null;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect(SignInRoutes.PathFor(asked));
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        var refusal = Suspended.Refuses(http) ?? http.GetEndpoint()?.Metadata.GetMetadata<RequiredPage>()?.Refuse();
        return (refusal ?? new Refused(403, "forbidden", "This is not for this caller.")).ExecuteAsync(http);
    }
}
