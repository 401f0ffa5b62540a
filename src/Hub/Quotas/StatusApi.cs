using Hub.Access;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Quotas;

/// <summary>How much an organization uses of what it may have.</summary>
internal sealed record StatusResponse
{
    /// <summary>What it has stored.</summary>
    public required StorageStatus Storage { get; init; }

    /// <summary>What there may only be so many of.</summary>
    public required IReadOnlyList<LimitStatus> Limits { get; init; }
}

/// <summary>The bytes that an organization has stored.</summary>
internal sealed record StorageStatus
{
    /// <summary>Bytes in bodies of records and of events that are kept for replays; indexes and deliveries do not count.</summary>
    /// <example>18734112</example>
    public required long UsedBytes { get; init; }

    /// <summary>How many there may be; with as many, requests that would store more are refused. Absent where there is no limit.</summary>
    /// <example>50000000000</example>
    public long? LimitBytes { get; init; }
}

/// <summary>A limit, and how much of it is used.</summary>
internal sealed record LimitStatus
{
    /// <summary>What it counts.</summary>
    /// <example>webhooks</example>
    public required string Of { get; init; }

    /// <summary>How many there are.</summary>
    /// <example>12</example>
    public required long Used { get; init; }

    /// <summary>How many there may be.</summary>
    /// <example>10000</example>
    public required long Most { get; init; }
}

/// <summary>What an organization uses of its limits.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder api) =>
        api.MapGet("/status", GetStatus)
            .InFlows(Visibility.Internal)
            .WithTags("Operation")
            .RequireScope(Scope.AdminRead)
            .LimitAs(Limit.Read);

    /// <summary>Get the status. Shows how much of its limits the organization uses: bytes stored, webhooks, tokens and so on.</summary>
    /// <returns>What is used, and what may be.</returns>
    internal static async Task<Ok<One<StatusResponse>>> GetStatus(
        Caller caller,
        IStore store,
        RecordLimits records,
        IOptions<LimitOptions> limits,
        EndpointDataSource routes,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var shown = new List<LimitStatus>();
        foreach (var (limit, count) in LimitedBy(routes))
            shown.Add(
                new()
                {
                    Of = limit.Many,
                    Used = await count(records, organization, cancellation),
                    Most = records.MostOf(limit),
                }
            );
        return TypedResults.Ok(
            new One<StatusResponse>(
                new()
                {
                    Storage = new()
                    {
                        UsedBytes = await store.BytesOf(organization, cancellation),
                        LimitBytes = limits.Value.Bytes is > 0 and var most ? most : null,
                    },
                    Limits = shown,
                }
            )
        );
    }

    /// <summary>The limits of all routes, each once.</summary>
    private static IEnumerable<LimitedRecords> LimitedBy(EndpointDataSource routes) =>
        routes
            .Endpoints.Select(static route => route.Metadata.GetMetadata<LimitedRecords>())
            .OfType<LimitedRecords>()
            .DistinctBy(static limited => limited.Limit)
            .OrderBy(static limited => limited.Limit.Many, StringComparer.Ordinal);
}
