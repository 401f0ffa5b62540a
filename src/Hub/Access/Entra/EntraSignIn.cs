using Hub.Edge;
using Hub.Wire;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hub.Access.Entra;

/// <summary>
/// The scheme by which people sign in to the pages with Entra ID: OpenID Connect, authorization code with PKCE. Nothing is fetched
/// before somebody signs in. The session is the hub's own.
/// </summary>
internal static class EntraSignIn
{
    /// <summary>Where Entra ID sends people back to.</summary>
    public const string Callback = "/signin-oidc";

    public static void AddEntraSignIn(this IHostApplicationBuilder builder)
    {
        if (!IsWanted(builder.Configuration))
            return;
        builder.Services.AddSingleton<EntraArrivals>();
        builder.Services.AddAuthentication().AddOpenIdConnect(Schemes.EntraSignIn, static _ => { });
        builder
            .Services.AddOptions<OpenIdConnectOptions>(Schemes.EntraSignIn)
            .Configure<IOptions<EntraOptions>, EntraTenants, EntraArrivals, TimeProvider>(Configure)
            .Configure<IOptions<HubOptions>, PublicAddress>(Configure);
    }

    /// <summary>Before the settings were checked: what is wrong with them is said when the hub starts.</summary>
    public static bool IsWanted(IConfiguration configuration) =>
        configuration.GetSection(EntraOptions.Section) is var entra
        && entra.GetValue<bool>(nameof(EntraOptions.Enabled))
        && !string.IsNullOrEmpty(entra[nameof(EntraOptions.ClientSecret)]);

    private static void Configure(
        OpenIdConnectOptions signIn,
        IOptions<EntraOptions> entra,
        EntraTenants tenants,
        EntraArrivals arrivals,
        TimeProvider clock
    )
    {
        signIn.Authority = $"{entra.Value.Root}{entra.Value.TenantId}/v2.0";
        signIn.RequireHttpsMetadata = entra.Value.Root.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        signIn.ClientId = entra.Value.ClientId;
        signIn.ClientSecret = entra.Value.ClientSecret;
        signIn.ResponseType = OpenIdConnectResponseType.Code;
        // In the address, and not in another site's form, with which browsers send no cookie.
        signIn.ResponseMode = OpenIdConnectResponseMode.Query;
        signIn.UsePkce = true;
        signIn.Scope.Add("email");
        signIn.CallbackPath = Callback;
        signIn.RemoteSignOutPath = signIn.SignedOutCallbackPath = default;
        signIn.MapInboundClaims = false;
        signIn.DisableTelemetry = true;
        EntraSetup.Restrict(signIn.TokenValidationParameters, tenants, clock);
        signIn.TokenValidationParameters.ValidAudience = entra.Value.ClientId;
        signIn.Events.OnTicketReceived = arrivals.Take;
        signIn.Events.OnRemoteFailure = arrivals.Fail;
    }

    private static void Configure(OpenIdConnectOptions signIn, IOptions<HubOptions> hub, PublicAddress address)
    {
        foreach (var cookie in (CookieBuilder[])[signIn.NonceCookie, signIn.CorrelationCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = SecurityHeaders.IsReachedByTls(hub.Value.PublicUrl)
                ? CookieSecurePolicy.Always
                : CookieSecurePolicy.SameAsRequest;
        }
        signIn.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = address.Of(context.HttpContext, Callback);
            return Task.CompletedTask;
        };
    }
}
