using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Queries;

/// <summary>Reads the pages of a query, each through the pipeline; a page that failed is asked for anew from its start.</summary>
internal static class QueryPages
{
    public static async IAsyncEnumerable<JsonElement> Rows(
        this CosmosCalls calls,
        string operation,
        Container container,
        QueryDefinition query,
        QueryRequestOptions options,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        string? continuation = null;
        FeedIterator? pages = null;
        try
        {
            do
            {
                using var page = await calls.Run(operation, Next, cancellation);
                continuation = page.ContinuationToken;
                using var json = await StoredJson.Parse(page.Content, cancellation);
                foreach (var row in json.RootElement.GetProperty("Documents").EnumerateArray())
                    yield return row.Clone();
            } while (pages!.HasMoreResults);
        }
        finally
        {
            pages?.Dispose();
        }

        async Task<ResponseMessage> Next(CancellationToken token)
        {
            pages ??= container.GetItemQueryStreamIterator(query, continuation, options);
            try
            {
                var page = await pages.ReadNextAsync(token);
                CosmosMetrics.Charged(operation, page.Headers.RequestCharge);
                return page.EnsureSuccessStatusCode();
            }
            catch
            {
                // An iterator that failed is in no known place.
                pages.Dispose();
                pages = null;
                throw;
            }
        }
    }

    /// <summary>The one number that a count answers.</summary>
    public static async Task<long> Count(
        this CosmosCalls calls,
        string operation,
        Container container,
        QueryDefinition query,
        QueryRequestOptions options,
        CancellationToken cancellation
    )
    {
        var total = 0L;
        await foreach (var row in calls.Rows(operation, container, query, options, cancellation))
            total += row.GetInt64();
        return total;
    }
}
