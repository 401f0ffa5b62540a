using Hub.Access;
using Hub.Access.Entra;
using Hub.Bootstrap;
using Hub.Errors;
using Hub.Portal.Saml;
using Hub.Saml;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Sessions;

/// <summary>Signing in, by a token that is pasted or by a link, and signing out.</summary>
internal static class SignInRoutes
{
    private const string Why = "Nobody has a session yet where one is begun; wrong tokens are counted as everywhere.";
    private const string Path = $"{PortalSetup.Root}/sign-in";

    public static void MapSignIn(this RouteGroupBuilder app)
    {
        var open = app.MapGroup("").OpenToAll(Why);
        open.MapGet("/sign-in", ShowSignIn);
        open.MapGet("/sign-in/{code}", ShowLink);
        if (EntraSignIn.IsWanted(((IEndpointRouteBuilder)app).ServiceProvider.GetRequiredService<IConfiguration>()))
            open.MapGet("/entra/sign-in", GoToEntra);
        var forms = open.MapGroup("").TakesForms();
        forms.MapPost("/sign-in", SignIn);
        forms.MapPost("/sign-in/{code}", UseLink);
        var own = app.MapGroup("").RequirePage(null).TakesForms();
        own.MapPost("/sign-out", SignOut);
        own.MapPost("/sign-out-everywhere", SignOutEverywhere);
    }

    /// <param name="asked">The page to come back to.</param>
    public static string PathFor(string? asked) =>
        IsPage(asked) ? $"{Path}?return={Uri.EscapeDataString(asked!)}" : Path;

    public static string PathOfLink(string code) => $"{Path}/{code}";

    internal static async Task<PortalPage> ShowSignIn(SignInWays ways, HttpContext http) =>
        PortalPage.Of<SignInPage>(
            await ways.View(http, new SignInView(Return: http.Request.Query["return"].ToString()))
        );

    /// <summary>Sends people to Entra ID, which sends them back to a path of the framework's.</summary>
    internal static async Task<Results<ChallengeHttpResult, Refused>> GoToEntra(
        IOptionsMonitor<OpenIdConnectOptions> options,
        HttpContext http
    )
    {
        if (!await EntraArrivals.IsReachable(options.Get(Schemes.EntraSignIn), http.RequestAborted))
            return EntraArrivals.Unavailable;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Challenge(
            new AuthenticationProperties { RedirectUri = PageOr(http.Request.Query["return"]) },
            [Schemes.EntraSignIn]
        );
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> SignIn(
        PortalForm form,
        TokenSignIn tokens,
        SessionBook sessions,
        AuthenticationThrottle throttle,
        SignInWays ways,
        HttpContext http
    )
    {
        var asked = form["return"];
        var header = $"Bearer {form["token"]}";
        var found = await tokens.Find(ApiTokenKind.Instance, header, http.RequestAborted);
        if (
            found.Caller is not null
            && ApiTokenKind.Instance.TryRead(header, out var key)
            && await sessions.Begin(http, key.Number)
        )
            return TypedResults.Redirect(PageOr(asked));
        throttle.Count(http, found.Guessed);
        if (AuthenticationThrottle.RefusalOf(http) is { } throttled)
            return throttled;
        return PortalPage.Of<SignInPage>(
            await ways.View(http, new SignInView(asked, Texts.Of("signin.wrong"))),
            StatusCodes.Status422UnprocessableEntity
        );
    }

    /// <summary>Shows a button: what looks at a link before people do must not use it up.</summary>
    internal static PortalPage ShowLink(string code, SignInLinks links) =>
        links.IsOurs(code) ? PortalPage.Of<SignInPage>(new SignInView(Code: code)) : NoLink();

    internal static async Task<Results<RedirectHttpResult, PortalPage>> UseLink(
        string code,
        SignInLinks links,
        SessionBook sessions,
        HttpContext http
    ) =>
        await links.Take(code, http.RequestAborted) is { } token && await sessions.Begin(http, token)
            ? TypedResults.Redirect(PortalSetup.Root)
            : NoLink();

    /// <summary>Ends the session here and, where it came from a provider that ends sessions, leads there.</summary>
    internal static async Task<Results<RedirectHttpResult, PortalPage>> SignOut(
        SessionBook sessions,
        SamlSides sides,
        TimeProvider clock,
        HttpContext http
    )
    {
        var session = http.Features.Get<Session>()!;
        await sessions.End(http);
        if (await SamlRoutes.AddressToLeave(session, sides, clock, http) is not { } next)
            return TypedResults.Redirect(Path);
        // Not a redirect: browsers keep a form of the hub's from ending up on another site.
        http.Response.Headers["Refresh"] = $"0; url={next}";
        return SignedOutPage.Of("signedout.here", next);
    }

    internal static async Task<PortalPage> SignOutEverywhere(SessionBook sessions, HttpContext http)
    {
        await sessions.EndEverywhere(http);
        return SignedOutPage.Of("signedout.all");
    }

    /// <summary>The page that was asked for, if it is one of the hub's.</summary>
    public static string PageOr(string? asked) => IsPage(asked) ? asked! : PortalSetup.Root;

    private static PortalPage NoLink() =>
        PortalPage.Of<SignInPage>(new SignInView(Problem: Texts.Of("signin.no_link")), StatusCodes.Status410Gone);

    /// <summary>Nobody is led away from the hub: only paths of its own pages.</summary>
    private static bool IsPage(string? path) =>
        path is not null
        && path.StartsWith($"{PortalSetup.Root}/", StringComparison.Ordinal)
        && !path.StartsWith(Path, StringComparison.Ordinal)
        && !path.StartsWith(SamlAddresses.Root, StringComparison.Ordinal)
        && !path.Contains('\\')
        && !path.Any(char.IsControl);
}

/// <summary>What the page of a sign-out shows.</summary>
/// <param name="Text">The key of what it says.</param>
/// <param name="Next">Where the provider ends its session too.</param>
internal sealed record SignedOutView(string Text, string? Next);

/// <summary>What the page of the sign-in shows.</summary>
/// <param name="Return">The page to come back to.</param>
/// <param name="Problem">Why it did not work.</param>
/// <param name="Code">The link's, where somebody came by one.</param>
/// <param name="HasEntra">Whether people sign in with Entra ID.</param>
/// <param name="Saml">The path of the first organization's SAML sign-in, where it has one.</param>
internal sealed record SignInView(
    string? Return = null,
    string? Problem = null,
    string? Code = null,
    bool HasEntra = false,
    string? Saml = null
);

/// <summary>Which ways in the page of the sign-in offers.</summary>
internal sealed class SignInWays(SamlSides sides, IOptions<EntraOptions> entra, IOptions<BootstrapOptions> first)
{
    public async ValueTask<SignInView> View(HttpContext http, SignInView view) =>
        view with
        {
            HasEntra = entra.Value.HasSignIn,
            Saml = (await sides.Open(http, first.Value.Prefix)).Side is { } side
                ? $"{SamlAddresses.PathOf(side.Organization)}/sign-in"
                : null,
        };
}
