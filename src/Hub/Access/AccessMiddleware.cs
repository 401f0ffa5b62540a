using Hub.RateLimits;

namespace Hub.Access;

/// <summary>Lets a request through to its route when token, rate limit and scope allow it, in that order.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, Authentication authentication, RequestLimits limits)
{
    public Task Invoke(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        return metadata?.GetMetadata<RequiredScope>() is { } required
            ? Check(http, required, metadata.GetMetadata<LimitedAs>())
            : next(http);
    }

    private async Task Check(HttpContext http, RequiredScope required, LimitedAs? limited)
    {
        var caller = authentication.TryKnown(http);
        if (caller is null)
        {
            var (identified, refused) = await authentication.Identify(http);
            if (identified is null)
            {
                await refused!.ExecuteAsync(http);
                return;
            }
            caller = identified;
        }
        var obstacle =
            (limited is null ? null : await limits.Take(http, caller.Token.Id, limited.Limit))
            ?? required.Check(caller);
        if (obstacle is not null)
        {
            await obstacle.ExecuteAsync(http);
            return;
        }
        http.Features.Set(caller);
        await next(http);
    }
}

internal static class AccessSetup
{
    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TokenCache>();
        builder.Services.AddSingleton<AuthenticationThrottle>();
        builder.Services.AddSingleton<Authentication>();
        builder.Services.AddSingleton<TokenUse>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<TokenUse>());
    }

    public static void UseAccess(this IApplicationBuilder app) => app.UseMiddleware<AccessMiddleware>();
}
