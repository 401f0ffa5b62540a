using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Access.Entra;

/// <summary>
/// The scheme of tokens that Entra ID issued. Where it is off nothing of it is registered; where it is on, the keys are
/// fetched with the first token.
/// </summary>
internal static class EntraSetup
{
    public static void AddEntraId(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<EntraOptions>(EntraOptions.Section);
        if (!IsWanted(builder.Configuration))
            return;
        builder.Services.AddSingleton<EntraTenants>();
        builder.Services.AddSingleton(static provider => provider.GetRequiredService<EntraTenants>().ByPrefix);
        builder.Services.AddSingleton<EntraClaims>();
        builder.Services.AddSingleton<EntraCallers>();
        builder.Services.AddSingleton<EntraPeople>();
        builder.Services.AddSingleton<EntraEvents>();
        builder
            .Services.AddAuthentication()
            .AddMicrosoftIdentityWebApi(static _ => { }, static _ => { }, Schemes.EntraId);
        builder
            .Services.AddOptions<MicrosoftIdentityOptions>(Schemes.EntraId)
            .Configure<IOptions<EntraOptions>>(Configure);
        builder
            .Services.AddOptions<JwtBearerOptions>(Schemes.EntraId)
            .Configure<IOptions<EntraOptions>, EntraTenants, EntraEvents, TimeProvider>(Configure);
        builder.AddEntraSignIn();
    }

    private static bool IsWanted(IConfiguration configuration) =>
        configuration.GetValue<bool>($"{EntraOptions.Section}:{nameof(EntraOptions.Enabled)}");

    private static void Configure(MicrosoftIdentityOptions identity, IOptions<EntraOptions> entra)
    {
        identity.Instance = entra.Value.Root;
        identity.TenantId = entra.Value.TenantId;
        identity.ClientId = entra.Value.ClientId;
        // A token without any role or scope is somebody who may do nothing, and is told so.
        identity.AllowWebApiToBeAuthorizedByACL = true;
    }

    private static void Configure(
        JwtBearerOptions jwt,
        IOptions<EntraOptions> entra,
        EntraTenants tenants,
        EntraEvents events,
        TimeProvider clock
    )
    {
        jwt.Authority = $"{entra.Value.Root}{entra.Value.TenantId}/v2.0";
        jwt.RequireHttpsMetadata = entra.Value.Root.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        jwt.MapInboundClaims = false;
        Restrict(jwt.TokenValidationParameters, tenants, clock);
        jwt.TokenValidationParameters.ValidAudiences = entra.Value.Audiences;
        jwt.Events = events.Create();
    }

    /// <summary>What holds of every token of Entra ID, whatever it is for.</summary>
    internal static void Restrict(TokenValidationParameters validated, EntraTenants tenants, TimeProvider clock)
    {
        validated.ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];
        // The key that a token names, and no other.
        validated.TryAllIssuerSigningKeys = false;
        validated.IssuerValidator = tenants.ValidateIssuer;
        validated.LifetimeValidator = (begin, end, _, parameters) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return end is { } last
                && now < last + parameters.ClockSkew
                && (begin is not { } first || now >= first - parameters.ClockSkew);
        };
    }
}
