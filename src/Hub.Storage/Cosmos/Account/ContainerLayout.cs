using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Account;

/// <summary>The three containers: their keys, what is indexed, what may expire.</summary>
internal static class ContainerLayout
{
    public const string Core = "core";
    public const string Deliveries = "deliveries";
    public const string Leases = "leases";

    // Items expire when they say so themselves.
    private const int OnlyByItem = -1;

    /// <summary>Documents, reservations, counters and the outbox. Bodies are not indexed: queries look at fields.</summary>
    public static ContainerProperties CoreProperties() =>
        Indexed(
            new ContainerProperties(Core, ["/organizationId", "/partition"]) { DefaultTimeToLive = OnlyByItem },
            ["/organizationId/?", "/partition/?", "/type/?", "/key/?", "/f/*", "/a/*", "/_ts/?"],
            [CompositeIndexes.ByKey]
        );

    public static ContainerProperties DeliveriesProperties() =>
        Indexed(
            new ContainerProperties(Deliveries, ["/organizationId", "/subscriptionId"])
            {
                DefaultTimeToLive = OnlyByItem,
            },
            ["/organizationId/?", "/subscriptionId/?", "/key/?", "/status/?", "/event/?", "/created/?"],
            []
        );

    public static ContainerProperties LeasesProperties() => new(Leases, "/id");

    public static Collection<CompositePath> Composite(IEnumerable<string> paths) =>
        [.. paths.Select(path => new CompositePath { Path = path, Order = CompositePathSortOrder.Ascending })];

    private static ContainerProperties Indexed(
        ContainerProperties properties,
        string[] paths,
        IReadOnlyList<string>[] composites
    )
    {
        var policy = properties.IndexingPolicy;
        policy.IncludedPaths.Clear();
        foreach (var path in paths)
            policy.IncludedPaths.Add(new IncludedPath { Path = path });
        policy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        foreach (var composite in composites)
            policy.CompositeIndexes.Add(Composite(composite));
        return properties;
    }
}
