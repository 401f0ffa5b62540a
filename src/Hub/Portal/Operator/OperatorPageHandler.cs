using Hub.Access;
using Hub.Access.Operator;
using Hub.Errors;
using Microsoft.AspNetCore.Authentication;

namespace Hub.Portal.Operator;

/// <summary>The scheme of the operator's pages. Whoever has no session of the operator's is led to where one begins.</summary>
internal sealed class OperatorPageHandler(OperatorSession session) : IAuthenticationHandler
{
    private HttpContext http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() =>
        Task.FromResult(
            session.IsOf(http)
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(RequiredOperator.Operator.Principal, Schemes.OperatorPages)
                )
                : AuthenticateResult.NoResult()
        );

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect(OperatorPages.SignInPath);
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties) =>
        new Refused(403, "forbidden", "This is the operator's alone.").ExecuteAsync(http);
}

/// <summary>The page is the operator's, who runs the hub and belongs to none of its organizations.</summary>
internal sealed record RequiredOperatorPage : RequiredAccess
{
    public static readonly RequiredOperatorPage Instance = new();

    private RequiredOperatorPage() { }

    public override string Policy => "page:operator";

    public override string Scheme => Schemes.OperatorPages;

    public override TokenKind? Tokens => null;

    protected override bool Allows(Caller caller) => caller == RequiredOperator.Operator;
}
