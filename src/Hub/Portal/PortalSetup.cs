using Hub.Access;
using Hub.Errors;
using Hub.Portal.Assets;
using Hub.Portal.Connections;
using Hub.Portal.Events;
using Hub.Portal.Flows;
using Hub.Portal.Helpdesk;
using Hub.Portal.Operator;
using Hub.Portal.Receivers;
using Hub.Portal.Saml;
using Hub.Portal.Sessions;
using Hub.Portal.Settings;
using Hub.Portal.Starting;
using Hub.Portal.Writing;
using Hub.Saml;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Hub.Portal;

/// <summary>The pages for people, below <c>/app</c>.</summary>
internal static class PortalSetup
{
    public const string Root = "/app";

    public static void AddPortal(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<PortalOptions>(PortalOptions.Section);
        builder.Services.AddSingleton<SessionCookie>();
        builder.Services.AddSingleton<SessionCallers>();
        builder.Services.AddSingleton<SessionBook>();
        builder.Services.AddSingleton<SessionEnds>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<SessionEnds>());
        builder.Services.AddSingleton<SignInWays>();
        builder.Services.AddSingleton<SamlSides>();
        builder.Services.AddSingleton<SamlRequests>();
        builder.Services.AddSingleton<SignOutServices>();
        builder.Services.AddSingleton<SignInLinks>();
        builder.Services.AddSingleton<TemplateDesk>();
        builder.Services.AddSingleton<OperatorSession>();
        builder.Services.AddSingleton<EventSearch>();
        builder.Services.AddRazorComponents();
        builder.Services.Configure<AntiforgeryOptions>(static options =>
        {
            options.Cookie.Name = "hub-forms";
            options.Cookie.Path = Root;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Who may frame a page stands in its Content-Security-Policy.
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<PortalOptions>>().Value.Enabled)
            return;
        var app = routes.MapGroup(Root).ExcludeFromDescription().WithMetadata(new ShowsRefusals(RefusalPage.Show));
        app.MapGet("/{**path}", Nowhere).OpenToAll("There is no such page, whoever asks for it.");
        app.MapAssets();
        app.MapStart();
        app.MapSignIn();
        app.MapSaml();
        app.MapHelpdesk();
        app.MapReceivers();
        app.MapWriting();
        app.MapFlows();
        app.MapSettings();
        app.MapOperator();
        app.MapEvents();
        app.MapConnections();
    }

    /// <summary>A form is taken only from a page that the same session was given.</summary>
    public static RouteGroupBuilder TakesForms(this RouteGroupBuilder routes) =>
        routes.AddEndpointFilter(
            static async (context, next) =>
            {
                var http = context.HttpContext;
                if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
                    return new Refused(400, "form_expired", Texts.Of("form.expired"));
                var answer = await next(context);
                // The page that comes next is asked for anew; what the API says of a version is not said of it.
                http.Response.Headers.ETag = default;
                return answer;
            }
        );

    /// <param name="scope">What the session's token must have; absent: any session will do.</param>
    public static RouteGroupBuilder RequirePage(this RouteGroupBuilder routes, string? scope) =>
        routes.Require(new RequiredPage(scope));

    internal static Refused Nowhere() => new(404, "route_not_found", Texts.Of("refusal.nowhere"));
}
