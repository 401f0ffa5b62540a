using Hub.Access;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Health;

/// <summary>Whether the process lives, and whether it can serve: for load balancers and container hosts.</summary>
internal static class HealthApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void AddHealth(this IHostApplicationBuilder builder) =>
        builder.Services.AddHostedService<WriteProbe>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes
            .MapGroup("/health")
            .ExcludeFromDescription()
            .OpenToAll(
                "Load balancers and container hosts have no token; it says nothing but yes or no.",
                isCounted: false
            );
        health.MapGet("/live", Live);
        health.MapGet("/ready", Ready);
    }

    internal static Ok Live() => TypedResults.Ok();

    /// <summary>503 with the names of what fails; nothing in the answer is from inside the hub, for anybody may ask.</summary>
    internal static async Task<JsonHttpResult<Readiness>> Ready(
        IStore store,
        CommitHealth commits,
        FeedHealth feed,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellation
    )
    {
        var failing = new List<FailingPart>();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            failing.Add(new("stopping", "The hub is stopping."));
        if (!await CanRead(store, cancellation))
            failing.Add(new("store_reads", "The store does not answer."));
        if (commits.Problem is not null)
            failing.Add(new("store_writes", "The last write to the store failed; it is tried again."));
        if (feed.IsStuck)
            failing.Add(new("event_feed", "Events wait to be relayed, and the feed of them does not move."));
        return TypedResults.Json(
            Readiness.Of(failing),
            HealthJson.Default.Readiness,
            statusCode: failing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task<bool> CanRead(IStore store, CancellationToken cancellation)
    {
        try
        {
            await store
                .Get(Organization.Document, OrganizationId.Hub, Organization.Partition, "health", cancellation)
                .AsTask()
                .WaitAsync(Patience, cancellation);
            return true;
        }
        catch (Exception failure) when (failure is IOException or TimeoutException)
        {
            return false;
        }
    }
}
