using Hub.Access;
using Hub.Access.Entra;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Portal.Sessions;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Saml;
using Hub.Scim.Access;
using Hub.Tokens;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Connections;

/// <summary>What connects to the hub: tokens, identity providers, and who signs in where.</summary>
internal static partial class ConnectionPages
{
    public const string Path = $"{PortalSetup.Root}/connections";

    public static void MapConnections(this RouteGroupBuilder app)
    {
        var connections = app.MapGroup("/connections");
        var read = connections.MapGroup("").RequirePage(Scope.AdminRead).LimitAs(Limit.Read);
        read.MapGet("", ShowConnections);
        read.MapGet("/tokens", ShowTokens);
        read.MapGet("/scim", ShowScim);
        read.MapGet("/saml", ShowSaml);
        read.MapGet("/entra", ShowEntra);
        var forms = connections.MapGroup("").RequirePage(RequiredPage.Everything).LimitAs(Limit.Write).TakesForms();
        forms.MapPost("/tokens", CreateToken);
        forms.MapPost("/tokens/{id}/revoke", RevokeToken);
        forms.MapPost("/scim", CreateScimToken);
        forms.MapPost("/scim/{id}/revoke", RevokeScimToken);
        forms.MapPost("/saml", UpdateSaml);
        forms.MapPost("/saml/delete", DeleteSaml);
    }

    internal static async Task<PortalPage> ShowConnections(
        Caller caller,
        IStore store,
        ResourceServices services,
        IOptions<EntraOptions> entra,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        PortalPage.Of<ConnectionsPage>(
            new ConnectionsView(
                (await PageOf(TokensApi.Resource, caller, services, http, cancellation)).Page?.Meta.Total ?? 0,
                (await PageOf(ScimTokensApi.Resource, caller, services, http, cancellation)).Page?.Meta.Total ?? 0,
                (await SamlSettings.Of(store, caller.Organization.Id, cancellation))?.Provider.EntityId,
                entra.Value is { Enabled: true }
            )
        );

    internal static PortalPage ShowEntra(
        Caller caller,
        IOptions<EntraOptions> entra,
        IOptions<Bootstrap.BootstrapOptions> first,
        PublicAddress address,
        HttpContext http
    ) =>
        PortalPage.Of<EntraPage>(
            EntraView.Of(
                entra.Value,
                caller.Organization.Prefix,
                caller.Organization.Prefix == first.Value.Prefix,
                address.Of(http, EntraSignIn.Callback)
            )
        );

    /// <summary>The REST API's list of the records, at the page that the address asks for.</summary>
    internal static async Task<(Many<TShown>? Page, Refused? Refused)> PageOf<T, TNew, TEdit, TShown>(
        Resource<T, TNew, TEdit, TShown> resource,
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
    {
        var handlers = new ResourceHandlers<T, TNew, TEdit, TShown>(resource, services);
        var answer = await handlers.List(new ResourceCall(handlers, caller, http), cancellation);
        return ((answer as INestedHttpResult)?.Result ?? answer) switch
        {
            Ok<Many<TShown>> page => (page.Value, null),
            var refused => (null, (Refused)refused),
        };
    }

    /// <param name="back">The page that it was done at.</param>
    internal static async Task<Results<RedirectHttpResult, Refused>> Revoke<T, TNew, TEdit, TShown>(
        long id,
        Resource<T, TNew, TEdit, TShown> resource,
        string back,
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
    {
        var handlers = new ResourceHandlers<T, TNew, TEdit, TShown>(resource, services);
        return await handlers.Delete(id, new ResourceCall(handlers, caller, http), cancellation) is Refused refused
            ? refused
            : TypedResults.Redirect(back);
    }
}

/// <summary>What there is of each.</summary>
/// <param name="Saml">The provider's entity id; absent where nobody signs in with SAML.</param>
internal sealed record ConnectionsView(long Tokens, long ScimTokens, string? Saml, bool HasEntra);

/// <summary>How people and applications of Entra ID get in, for one organization.</summary>
/// <param name="Tenants">The organization's.</param>
/// <param name="Callback">The redirect URI that the application needs.</param>
internal sealed record EntraView(
    bool IsEnabled,
    bool HasSignIn,
    string ClientId,
    IReadOnlyList<string> Audiences,
    IReadOnlyList<string> Tenants,
    IReadOnlyList<EntraGrant> Roles,
    IReadOnlyList<EntraGrant> Scopes,
    bool PeopleNeedRoles,
    string Callback
)
{
    public static EntraView Of(EntraOptions options, string prefix, bool isFirst, string callback)
    {
        var listed = options.Organizations.Where(one => one.Prefix == prefix).Select(one => one.Tenant);
        var isOwn = isFirst && Guid.TryParse(options.TenantId, out _);
        return new EntraView(
            options.Enabled,
            options.HasSignIn,
            options.ClientId,
            options.Enabled ? options.Audiences : [],
            [.. (isOwn ? listed.Append(options.TenantId) : listed).Distinct(StringComparer.OrdinalIgnoreCase)],
            options.Roles,
            options.Scopes,
            options.PeopleNeedRoles,
            callback
        );
    }
}
