using System.Net;
using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Events;

/// <summary>Where events happened, from the change feed, read by one hub from a place that it keeps: there are no leases.</summary>
internal static class NoticeFeed
{
    private const int PageSize = 500;

    /// <summary>Before the service's continuation, so that no other store's place is taken for one.</summary>
    private const string Prefix = "feed:";

    public static async Task<NoticePage> After(CosmosAccount account, string? place, CancellationToken cancellation)
    {
        var core = await account.Core(cancellation);
        var isBegin = place?.StartsWith(Prefix, StringComparison.Ordinal) is not true;
        var start = isBegin
            ? ChangeFeedStartFrom.Now()
            : ChangeFeedStartFrom.ContinuationToken(place![Prefix.Length..]);
        return await account.Calls.Run(
            Operation.Feed,
            async token =>
            {
                using var pages = core.GetChangeFeedStreamIterator(
                    start,
                    ChangeFeedMode.LatestVersion,
                    new ChangeFeedRequestOptions { PageSizeHint = PageSize }
                );
                using var page = await pages.ReadNextAsync(token);
                CosmosMetrics.Charged(Operation.Feed, page.Headers.RequestCharge);
                var isEnd = page.StatusCode == HttpStatusCode.NotModified;
                if (!isEnd)
                    page.EnsureSuccessStatusCode();
                return new NoticePage(
                    isEnd ? [] : await Read(page.Content, token),
                    Prefix + page.ContinuationToken,
                    isEnd,
                    isBegin
                );
            },
            cancellation
        );
    }

    private static async Task<List<Notice>> Read(Stream changes, CancellationToken cancellation)
    {
        using var json = await StoredJson.Parse(changes, cancellation);
        var notices = new List<Notice>();
        foreach (var item in json.RootElement.GetProperty("Documents").EnumerateArray())
            if (item.TryGetProperty("type", out var type) && type.ValueEquals(ItemNames.EventType))
                notices.Add(
                    new(
                        item.GetProperty("_ts").GetInt64(),
                        new OrganizationId(item.GetProperty("organizationId").GetGuid()),
                        item.GetProperty("partition").GetString()!
                    )
                );
        return notices;
    }
}
