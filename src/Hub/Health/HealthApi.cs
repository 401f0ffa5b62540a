using Hub.Access;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Health;

/// <summary>Whether the process lives, and whether it can serve: for load balancers and container hosts.</summary>
internal static class HealthApi
{
    private static readonly TimeSpan ConflictRetry = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes
            .MapGroup("/health")
            .ExcludeFromDescription()
            .OpenToAll("Load balancers and container hosts have no token; it says nothing but yes or no.");
        health.MapGet("/live", Live);
        health.MapGet("/ready", Ready);
    }

    internal static Ok Live() => TypedResults.Ok();

    internal static async Task<Results<Ok, StatusCodeHttpResult>> Ready(
        IStore store,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellation
    )
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        try
        {
            // An outage surfaces as an exception and is answered 503 like everywhere else.
            await store
                .Get(Organization.Document, OrganizationId.Hub, Organization.Partition, "health", cancellation)
                .AsTask()
                .WaitAsync(ConflictRetry, cancellation);
            return TypedResults.Ok();
        }
        catch (TimeoutException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
