using Hub.RateLimits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Hub.Access;

/// <summary>
/// Lets a request through to its route when caller, rate limit and scope allow it, in that order. A caller with a known
/// token is let in here, without waiting or allocating; everybody else takes the framework's way.
/// </summary>
internal sealed class AccessMiddleware(
    AccessWays ways,
    TokenSignIn tokens,
    RequestLimits limits,
    AddressLimit addresses
)
{
    private readonly RequestDelegate next = ways.Next;
    private readonly RequestDelegate careful = ways.Careful;

    public Task Invoke(HttpContext http)
    {
        // Without a route it is nowhere, or a scheme's own path, as that which a sign-in comes back to.
        if (http.GetEndpoint() is not { Metadata: var metadata })
            return Open(http, careful);
        var declared = metadata.GetOrderedMetadata<IAuthorizeData>();
        if (declared.Count == 0)
            return Open(http, next);
        if (
            declared.Count > 1
            || declared[0] is not RequiredAccess access
            || access.Tokens is not { } kind
            || tokens.TryKnown(kind, http.Request.Headers.Authorization.ToString()) is not { } caller
        )
            return careful(http);

        http.Features.Set<IHttpAuthenticationFeature>(caller.Principal);
        if (metadata.GetMetadata<LimitedAs>() is not { } limited)
            return Judge(http, access, caller);
        var taken = limits.Take(http, caller, limited);
        if (!taken.IsCompletedSuccessfully)
            return Finish(taken, http, access, caller);
        return taken.Result is { } refusal ? refusal.ExecuteAsync(http) : Judge(http, access, caller);
    }

    private Task Open(HttpContext http, RequestDelegate way) =>
        addresses.Take(http) is { } refusal ? refusal.ExecuteAsync(http) : way(http);

    private async Task Finish(ValueTask<IResult?> taking, HttpContext http, RequiredAccess access, Caller caller) =>
        await (await taking is { } refusal ? refusal.ExecuteAsync(http) : Judge(http, access, caller));

    private Task Judge(HttpContext http, RequiredAccess access, Caller caller) =>
        access.Admits(caller) ? next(http) : http.ForbidAsync(access.Scheme);
}

/// <summary>The ways on from here.</summary>
/// <param name="Next">To the route.</param>
/// <param name="Careful">Through the framework's authentication and authorization, and then to the route.</param>
internal sealed record AccessWays(RequestDelegate Next, RequestDelegate Careful);
