using System.Net;
using Hub.Delivery.Deliveries;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>
/// Writes the delivery log. Deliveries of one subscription share a partition and go out together where there are several: a
/// request costs the hub as much for one as for a hundred.
/// </summary>
internal sealed class DeliveryWrites
{
    /// <summary>Subscriptions at a time.</summary>
    private const int AtOnce = 32;

    private static readonly ItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    private readonly CosmosAccount account;
    private readonly DeliveryLife life;
    private readonly GroupedWrites<Guid, DeliveryRecord> settled;

    public DeliveryWrites(CosmosAccount account, DeliveryLife life)
    {
        (this.account, this.life) = (account, life);
        settled = new(some => Put(some, CancellationToken.None));
    }

    /// <param name="known">What is on record of a delivery that is there already.</param>
    /// <returns>What is on record now, in the order of the deliveries.</returns>
    public async Task<IReadOnlyList<DeliveryRecord>> Add(
        IReadOnlyList<DeliveryRecord> deliveries,
        Func<DeliveryRecord, CancellationToken, Task<DeliveryRecord>> known,
        CancellationToken cancellation
    )
    {
        var recorded = new DeliveryRecord[deliveries.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, deliveries.Count).GroupBy(index => deliveries[index].Subscription),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (indexes, token) =>
            {
                foreach (var some in indexes.Chunk(DeliveryBatch.Most))
                {
                    var together = some.Length > 1 && await Create([.. some.Select(index => deliveries[index])], token);
                    foreach (var index in some)
                        recorded[index] =
                            together || await Create(deliveries[index], token)
                                ? deliveries[index]
                                : await known(deliveries[index], token);
                }
            }
        );
        return recorded;
    }

    /// <summary>What is settled while another delivery of its subscription is being written goes out with the next.</summary>
    public Task Put(DeliveryRecord delivery, CancellationToken cancellation) =>
        settled.Write(delivery.Subscription, delivery, cancellation);

    /// <param name="deliveries">Of one subscription.</param>
    public async Task Put(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation)
    {
        if (deliveries.Count == 0)
            return;
        var (container, key) = (await account.Deliveries(cancellation), KeyOf(deliveries[0]));
        foreach (var batch in DeliveryBatch.Split(deliveries.Select(Written)))
            if (batch.Count > 1)
                await account.Calls.Run(
                    Operation.DeliveryPut,
                    token => DeliveryBatch.Upsert(container, key, batch, token),
                    cancellation
                );
            else
                using (
                    await account.Calls.Send(
                        Operation.DeliveryPut,
                        token => container.UpsertItemStreamAsync(new MemoryStream(batch[0]), key, Quiet, token),
                        cancellation
                    )
                ) { }
    }

    /// <summary>False when one of them is there already: then none was written.</summary>
    private async Task<bool> Create(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation)
    {
        var (container, key) = (await account.Deliveries(cancellation), KeyOf(deliveries[0]));
        List<byte[]> items = [.. deliveries.Select(Written)];
        return await account.Calls.Run(
            Operation.DeliveryAdd,
            token => DeliveryBatch.Create(container, key, items, token),
            cancellation
        );
    }

    /// <summary>False when it is there already.</summary>
    private async Task<bool> Create(DeliveryRecord delivery, CancellationToken cancellation)
    {
        var (container, key) = (await account.Deliveries(cancellation), KeyOf(delivery));
        var item = Written(delivery);
        using var written = await account.Calls.Send(
            Operation.DeliveryAdd,
            token => container.CreateItemStreamAsync(new MemoryStream(item), key, Quiet, token),
            cancellation
        );
        return written.StatusCode is not HttpStatusCode.Conflict;
    }

    private byte[] Written(DeliveryRecord delivery) =>
        DeliveryItem.Of(delivery, life.Seconds(delivery)).Write().ToArray();

    private static PartitionKey KeyOf(DeliveryRecord delivery) =>
        Keys.Of(delivery.Organization, delivery.Subscription.ToString());
}
