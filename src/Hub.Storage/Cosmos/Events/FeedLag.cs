using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Events;

/// <summary>How far the relay is behind the commits, over all hubs.</summary>
internal static class FeedLag
{
    /// <summary>True when every partition has a lease that has come to the end of what there is.</summary>
    public static Task<bool> IsNone(CosmosAccount account, CancellationToken cancellation) =>
        account.Calls.Run(
            Operation.Feed,
            async token =>
            {
                var (core, leases) = await account.Feed(token);
                var ranges = await core.GetFeedRangesAsync(token);
                var found = 0;
                using var states = core.GetChangeFeedEstimator(CosmosFeed.Processor, leases).GetCurrentStateIterator();
                while (states.HasMoreResults)
                    foreach (var state in await states.ReadNextAsync(token))
                    {
                        if (state.EstimatedLag > 0)
                            return false;
                        found++;
                    }
                return found >= ranges.Count;
            },
            cancellation
        );
}
