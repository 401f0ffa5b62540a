using Hub.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Hub.Access.Entra;

/// <summary>What the hub adds to the framework's handling of a token: keys that cannot be had, callers, and a limit to failures.</summary>
internal sealed partial class EntraEvents(
    EntraClaims claims,
    EntraCallers callers,
    AuthenticationThrottle throttle,
    ILogger<EntraEvents> logger
)
{
    private const string Unknown = "the hub knows nobody with these claims";

    public JwtBearerEvents Create() =>
        new()
        {
            OnMessageReceived = FetchKeys,
            OnTokenValidated = Identify,
            OnAuthenticationFailed = failed =>
            {
                // The type says what does not hold; the message may quote the token.
                Count(failed.HttpContext, failed.Exception.GetType().Name);
                return Task.CompletedTask;
            },
        };

    /// <summary>Once, with the first token: without keys nobody can tell a good token from a bad one.</summary>
    private async Task FetchKeys(MessageReceivedContext received)
    {
        try
        {
            await received.Options.ConfigurationManager!.GetConfigurationAsync(received.HttpContext.RequestAborted);
        }
        catch (Exception outage) when (outage is InvalidOperationException or IOException or HttpRequestException)
        {
            Log.NoKeys(logger, outage);
            received.HttpContext.Features.Set(
                new Refused(
                    503,
                    "sign_in_unavailable",
                    "The hub cannot reach Entra ID to check this token; try again in a few seconds."
                )
                {
                    RetryAfter = TimeSpan.FromSeconds(5),
                }
            );
            received.Fail(outage);
        }
    }

    private async Task Identify(TokenValidatedContext token)
    {
        if (
            claims.Identify(token.Principal!) is not { } identity
            || await callers.Find(identity, token.HttpContext.RequestAborted) is not { } caller
        )
        {
            Count(token.HttpContext, Unknown);
            token.Fail(Unknown);
            return;
        }
        token.Principal = caller.Principal;
        token.Success();
    }

    /// <summary>Good tokens from an address that fails go on; bad ones have to wait, as wrong API tokens do.</summary>
    private void Count(HttpContext http, string reason)
    {
        if (throttle.Count(http))
            Log.Refused(logger, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A token of Entra ID was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The keys of Entra ID cannot be fetched; its tokens are answered with 503")]
        public static partial void NoKeys(ILogger logger, Exception outage);
    }
}
