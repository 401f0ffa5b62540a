using Hub.Errors;
using Hub.Portal;
using Hub.Portal.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Hub.Access.Entra;

/// <summary>People who come back from Entra ID: a session begins, or a page says why not.</summary>
internal sealed partial class EntraArrivals(
    EntraPeople people,
    SessionBook sessions,
    AuthenticationThrottle throttle,
    ILogger<EntraArrivals> logger
)
{
    public static readonly Refused Unavailable = new(
        503,
        "sign_in_unavailable",
        "The hub cannot reach Entra ID to sign you in; try again in a few seconds, or sign in with a token."
    )
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public async Task Take(TicketReceivedContext ticket)
    {
        ticket.HandleResponse();
        var http = ticket.HttpContext;
        if (
            EntraClaims.Holder(ticket.Principal!) is not { } holder
            || await people.Meet(holder, http.RequestAborted) is not { } caller
        )
            await Show(
                http,
                new(
                    403,
                    "entra_unknown",
                    "Your tenant is none of this hub's organizations, or your agent here is inactive. Ask whoever runs the hub, or manages people."
                )
            );
        else if (caller.Scopes.Count == 0)
            await Show(
                http,
                new(
                    403,
                    "entra_no_roles",
                    "You have no app role or group in Entra ID that allows something here. Ask for a role of the hub's application to be assigned to you."
                )
            );
        else
        {
            await sessions.Begin(http, holder with { Generation = caller.Agent?.AccessGeneration });
            http.Response.Redirect(SignInRoutes.PageOr(ticket.ReturnUri));
        }
    }

    /// <summary>What came back is not an answer to what this browser asked, or Entra ID signs nobody in.</summary>
    public async Task Fail(RemoteFailureContext failed)
    {
        failed.HandleResponse();
        if (IsOutage(failed.Failure))
        {
            await Show(failed.HttpContext, Unavailable);
            return;
        }
        // The type says what does not hold; the message may quote what came.
        Log.Refused(logger, failed.Failure?.GetType().Name ?? "nothing");
        throttle.Count(failed.HttpContext);
        await Show(
            failed.HttpContext,
            AuthenticationThrottle.RefusalOf(failed.HttpContext)
                ?? new(
                    403,
                    "entra_refused",
                    "What Entra ID answered does not sign you in: it is not for this browser or this hub, is too old, or says no. Begin again at the sign-in page."
                )
        );
    }

    /// <summary>Once, with the first sign-in: where people are sent to stands in the metadata.</summary>
    public static async Task<bool> IsReachable(OpenIdConnectOptions signIn, CancellationToken cancellation)
    {
        try
        {
            await signIn.ConfigurationManager!.GetConfigurationAsync(cancellation);
            return true;
        }
        catch (Exception outage) when (IsOutage(outage) || outage is InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsOutage(Exception? failure) => failure is IOException or HttpRequestException;

    /// <summary>The framework's own path has no route that would say that it is a page.</summary>
    private static Task Show(HttpContext http, Refused refused) => RefusalPage.Show(http, refused.Value);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A sign-in with Entra ID was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
