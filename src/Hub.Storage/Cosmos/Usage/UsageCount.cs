using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Queries;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Usage;

/// <summary>
/// Counts all that an organization has stored, item by item: that costs about a request unit for 1 KB of what was written before
/// sizes were, and is done once. What is written meanwhile may be counted or not.
/// </summary>
internal sealed class UsageCount(CosmosAccount account)
{
    private const string Row = "SELECT c[\"type\"] AS y, c[\"ttl\"] AS l, c[\"_ts\"] AS t, ";
    private const string Sized =
        Row + "c[\"size\"] AS z, c[\"f\"][\"blob_bytes\"] AS x FROM c WHERE IS_DEFINED(c[\"size\"])";

    /// <summary>Timers have bodies too, which are the queue's.</summary>
    private const string Unsized =
        Row
        + "c[\"body\"] AS b FROM c "
        + "WHERE IS_DEFINED(c[\"body\"]) AND NOT IS_DEFINED(c[\"size\"]) AND c[\"type\"] != @timer";

    public async Task<StoredUsage> Of(OrganizationId organization, CancellationToken cancellation)
    {
        var (documents, events) = (0L, new Dictionary<long, long>());
        var core = await account.Core(cancellation);
        var options = new QueryRequestOptions { PartitionKey = Keys.Of(organization), MaxConcurrency = -1 };
        foreach (var text in new[] { Sized, Unsized })
        {
            var query = new QueryDefinition(text).WithParameter("@timer", ItemNames.TimerType);
            await foreach (var row in account.Calls.Rows(Operation.Usage, core, query, options, cancellation))
            {
                var size = ItemVersion.SizeOf(row, "z", "b");
                if (row.GetProperty("y").GetString() == ItemNames.EventType)
                    events[DayOf(row)] = events.GetValueOrDefault(DayOf(row)) + size;
                else
                    documents += size + (row.TryGetProperty("x", out var blob) ? blob.GetInt64() : 0);
            }
        }
        return new() { Documents = documents, Events = events };
    }

    private static long DayOf(JsonElement row)
    {
        var life = row.GetProperty("l").GetInt32();
        return EventDays.After(DateTimeOffset.FromUnixTimeSeconds(row.GetProperty("t").GetInt64() + life), life);
    }
}
