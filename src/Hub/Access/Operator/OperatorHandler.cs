using System.Security.Cryptography;
using System.Text;
using Hub.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hub.Access.Operator;

/// <summary>The scheme of <c>Hub:OperatorToken</c>. Without that setting nobody is the operator.</summary>
internal sealed class OperatorHandler(IOptions<HubOptions> options, AuthenticationThrottle throttle)
    : IAuthenticationHandler
{
    private const string Bearer = "Bearer ";

    private HttpContext http = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (IsOperators(header))
            return Task.FromResult(
                AuthenticateResult.Success(
                    new AuthenticationTicket(RequiredOperator.Operator.Principal, Schemes.Operator)
                )
            );
        throttle.Count(http);
        return Task.FromResult(AuthenticateResult.Fail("The token is not the operator's."));
    }

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (AuthenticationThrottle.RefusalOf(http) is { } throttled)
            return throttled.ExecuteAsync(http);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return new Refused(401, "unauthenticated", Advice).ExecuteAsync(http);
    }

    public Task ForbidAsync(AuthenticationProperties? properties) =>
        new Refused(403, "forbidden", "This is the operator's alone.").ExecuteAsync(http);

    private string Advice =>
        options.Value.OperatorToken is { Length: > 0 }
            ? "This needs the operator's token, which is the hub's setting Hub:OperatorToken; tokens of organizations do not do."
            : "This hub has no operator's token: whoever runs it gives it one with the setting Hub:OperatorToken.";

    /// <summary>In a time that says nothing of the token, nor of its length.</summary>
    private bool IsOperators(string header)
    {
        if (
            options.Value.OperatorToken is not { Length: > 0 } token
            || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        )
            return false;
        return CryptographicOperations.FixedTimeEquals(Hash(header[Bearer.Length..].Trim()), Hash(token));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
