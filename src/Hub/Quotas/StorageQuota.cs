using System.Globalization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Microsoft.Extensions.Options;

namespace Hub.Quotas;

/// <summary>
/// Refuses what would store more of an organization that has as many bytes as it may. It can read and delete, what it had
/// accepted is delivered, and nobody else notices. Requests of the same moment do not see each other.
/// </summary>
internal sealed class StorageQuota(RequestDelegate next, IStore store, IOptions<LimitOptions> limits)
{
    private readonly long most = limits.Value.Bytes;

    public Task Invoke(HttpContext http)
    {
        if (most == 0 || !MayStore(http) || Caller.Of(http)?.Organization.Id is not { } organization)
            return next(http);
        // What the operator does is the hub's own, and not to be kept from it.
        if (organization == OrganizationId.Hub)
            return next(http);
        var used = store.BytesOf(organization, http.RequestAborted);
        return used.IsCompletedSuccessfully ? Judge(http, used.Result) : Judge(http, used);
    }

    private async Task Judge(HttpContext http, ValueTask<long> used) => await Judge(http, await used);

    private Task Judge(HttpContext http, long used) => used < most ? next(http) : Refuse(http).ExecuteAsync(http);

    private static bool MayStore(HttpContext http) =>
        (
            HttpMethods.IsPost(http.Request.Method)
            || HttpMethods.IsPut(http.Request.Method)
            || HttpMethods.IsPatch(http.Request.Method)
        ) && http.GetEndpoint()?.Metadata.GetMetadata<OpenWhenFull>() is null;

    private IResult Refuse(HttpContext http)
    {
        var bytes = most.ToString("N0", CultureInfo.InvariantCulture);
        var full = Refusal.Conflict(
            "storage_full",
            $"This organization has stored the {bytes} bytes that it may; delete what is not needed, or have the hub's operator "
                + "raise Limits:Bytes. Nothing of this request was stored."
        );
        return http.GetEndpoint()?.Metadata.GetMetadata<LimitedAs>()?.RefuseMore(full) ?? new Refused(full);
    }
}

/// <summary>A route that goes on when there is no room, and why.</summary>
internal sealed record OpenWhenFull(string Reason);

internal static class QuotaConventions
{
    /// <summary>After access, since it is for the caller's organization.</summary>
    public static void UseStorageQuota(this IApplicationBuilder app) => app.UseMiddleware<StorageQuota>();

    /// <summary>Lets requests through that are no reads or deletions, and still must not wait for room.</summary>
    public static TBuilder EvenWhenFull<TBuilder>(this TBuilder routes, string reason)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new OpenWhenFull(reason));
}
