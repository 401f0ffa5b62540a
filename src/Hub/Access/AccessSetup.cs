using Hub.Access.Entra;
using Hub.Access.Operator;
using Hub.Portal.Operator;
using Hub.Portal.Sessions;
using Hub.RateLimits;
using Hub.Scim.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Hub.Access;

internal static class AccessSetup
{
    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TokenKind>(ApiTokenKind.Instance);
        services.AddSingleton<TokenKind>(ScimTokenKind.Instance);
        services.AddSingleton<TokenCache>();
        services.AddSingleton<TokenUse>();
        services.AddHostedService(static provider => provider.GetRequiredService<TokenUse>());
        services.AddSingleton<TokenSignIn>();
        services.AddSingleton<AuthenticationThrottle>();
        services.AddSingleton<AddressLimit>();
        services.AddSingleton<IValidateOptions<HubOptions>, OperatorSecrets>();

        services
            .AddAuthentication(static options =>
            {
                options.AddScheme<ApiTokenHandler>(Schemes.ApiToken, null);
                options.AddScheme<ScimTokenHandler>(Schemes.ScimToken, null);
                options.AddScheme<OperatorHandler>(Schemes.Operator, null);
                options.AddScheme<SessionHandler>(Schemes.Portal, null);
                options.AddScheme<OperatorPageHandler>(Schemes.OperatorPages, null);
            })
            .AddPolicyScheme(Schemes.Api, null, static options =>
            {
                options.ForwardDefaultSelector = Selection.Of;
                options.ForwardChallenge = options.ForwardForbid = Schemes.ApiToken;
            });
        builder.AddEntraId();
        services.AddAuthorization(static options =>
        {
            foreach (
                RequiredAccess access in (RequiredAccess[])
                    [
                        .. RequiredScope.All,
                        .. RequiredPage.All,
                        .. RequiredScimToken.All,
                        RequiredOperator.Instance,
                        RequiredOperatorPage.Instance,
                    ]
            )
                access.AddTo(options);
        });
        services.AddSingleton<IAuthorizationHandler, RequiredAccessHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, LimitedResults>();
        // The framework looks for its own middleware before a route runs; most requests do not take that way.
        services.Configure<RouteOptions>(static options => options.SuppressCheckForUnhandledSecurityMetadata = true);
    }

    /// <summary>After routing: what a request needs stands on its route.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        // An application adds these in front of everything where it does not find them said.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.Properties["__AuthorizationMiddlewareSet"] = true;
        app.Use(next =>
        {
            var framework = app.New();
            framework.UseAuthentication();
            framework.UseAuthorization();
            framework.Run(next);
            var access = ActivatorUtilities.CreateInstance<AccessMiddleware>(
                app.ApplicationServices,
                new AccessWays(next, framework.Build())
            );
            return access.Invoke;
        });
    }
}
