using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Events;
using Hub.Storage.Cosmos.Queries;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>
/// Forgets by hand what its time to live has not taken yet: there is something to do after the retention was shortened.
/// </summary>
internal sealed class CosmosPurge(CosmosAccount account, EventPurge events)
{
    private const int Bite = 2_000;
    private const int AtOnce = 32;

    private static readonly QueryRequestOptions Everywhere = new() { MaxConcurrency = -1, MaxItemCount = 500 };

    private static readonly string OldDeliveries =
        $"SELECT TOP {Bite} c[\"id\"] AS id, c[\"organizationId\"] AS o, c[\"subscriptionId\"] AS p FROM c "
        + "WHERE c[\"created\"] < @before AND c[\"key\"] < @first AND NOT (c[\"status\"] IN (@pending, @retrying))";

    /// <summary>Answers how many went; one bite at a time.</summary>
    public async Task<int> Run(DateTimeOffset before, CancellationToken cancellation) =>
        await PurgeDeliveries(before, cancellation) + await events.Ask(before, cancellation);

    private async Task<int> PurgeDeliveries(DateTimeOffset before, CancellationToken cancellation)
    {
        var query = new QueryDefinition(OldDeliveries)
            .WithParameter("@before", FieldValue.Microseconds(before))
            .WithParameter("@first", EventTime.FirstIdAt(before).ToString("N"))
            .WithParameter("@pending", DeliveryListing.NameOf(DeliveryStatus.Pending))
            .WithParameter("@retrying", DeliveryListing.NameOf(DeliveryStatus.Retrying));
        var container = await account.Deliveries(cancellation);
        return await Delete(container, await Read(container, query, cancellation), cancellation);
    }

    private async Task<List<JsonElement>> Read(
        Container container,
        QueryDefinition query,
        CancellationToken cancellation
    )
    {
        var rows = new List<JsonElement>();
        await foreach (var row in account.Calls.Rows(Operation.Purge, container, query, Everywhere, cancellation))
            rows.Add(row);
        return rows;
    }

    private async Task<int> Delete(Container container, List<JsonElement> rows, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            rows,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (row, token) =>
            {
                var key = Keys.Of(new(row.GetProperty("o").GetGuid()), row.GetProperty("p").GetString()!);
                var id = row.GetProperty("id").GetString()!;
                using var gone = await account.Calls.Send(
                    Operation.Purge,
                    attempt => container.DeleteItemStreamAsync(id, key, cancellationToken: attempt),
                    token
                );
            }
        );
        return rows.Count;
    }
}
