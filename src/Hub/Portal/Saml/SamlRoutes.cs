using Hub.Access;
using Hub.Bootstrap;
using Hub.Errors;
using Hub.Organizations;
using Hub.Ports.Store;
using Hub.Saml;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Saml;

/// <summary>SAML 2.0: the hub's metadata, and the ways in and out.</summary>
internal static partial class SamlRoutes
{
    private const string Why =
        "Nobody has a session yet where one is begun; what a provider sends is let in by its signature, and wrong ones are counted.";

    public static void MapSaml(this RouteGroupBuilder app)
    {
        var saml = app.MapGroup("/saml").OpenToAll(Why);
        saml.MapGet("/metadata", ShowFirstMetadata);
        saml.MapGet("/sign-in", FindOrganization);
        saml.MapGet("/{organization}/metadata", ShowMetadata);
        saml.MapGet("/{organization}/sign-in", BeginSignIn);
        saml.MapPost("/{organization}/acs", TakeAnswer);
        saml.MapGet("/{organization}/finish", FinishSignIn);
        saml.MapGet("/{organization}/sign-out", TakeSignOut);
        saml.MapPost("/{organization}/sign-out", TakeSignOutForm);
    }

    internal static Task<Results<ContentHttpResult, Refused>> ShowFirstMetadata(
        IOptions<BootstrapOptions> first,
        IStore store,
        SamlKeys keys,
        PublicAddress address,
        HttpContext http
    ) => ShowMetadata(first.Value.Prefix, store, keys, address, http);

    /// <summary>Before there is any setting too: the provider's application is made from it.</summary>
    internal static async Task<Results<ContentHttpResult, Refused>> ShowMetadata(
        string organization,
        IStore store,
        SamlKeys keys,
        PublicAddress address,
        HttpContext http
    )
    {
        if (await store.OrganizationOf(organization, http.RequestAborted) is not { } found)
            return PortalSetup.Nowhere();
        var key = await keys.Of(found, http.RequestAborted);
        var own = SamlAddresses.Of(http, address, found);
        return TypedResults.Text(SamlMessages.Metadata(own, key), SamlMessages.MetadataType);
    }

    /// <summary>From the sign-in page to that of the organization that was put in.</summary>
    internal static RedirectHttpResult FindOrganization(HttpRequest request)
    {
        var prefix = request.Query["organization"].ToString().Trim().ToUpperInvariant();
        return TypedResults.Redirect(
            $"{PortalSetup.Root}/saml/{Uri.EscapeDataString(prefix.Length > 0 ? prefix : "-")}/sign-in{request.QueryString}"
        );
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> BeginSignIn(
        string organization,
        SamlSides sides,
        SamlRequests requests,
        TimeProvider clock,
        HttpContext http
    )
    {
        var (side, refusal) = await sides.Open(http, organization);
        if (side is null)
            return new Refused(refusal!);
        var id = SamlMessages.NewId();
        var provider = side.Settings.Provider;
        var (address, noKey) = await sides.Lead(
            side,
            provider.SignInUrl,
            RedirectBinding.Request,
            SamlMessages.SignIn(id, side.Own, provider, clock.GetUtcNow()),
            http.Request.Query["return"],
            http.RequestAborted
        );
        if (address is null)
            return new Refused(noKey!);
        requests.Begin(http, id, organization, isTest: http.Request.Query.ContainsKey("test"));
        return Leave(http, address);
    }

    private static RedirectHttpResult Leave(HttpContext http, string address)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(address);
    }
}
