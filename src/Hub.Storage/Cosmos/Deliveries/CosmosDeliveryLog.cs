using System.Net;
using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Delivery.SettingAside;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Queries;
using Hub.Storage.Deliveries;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>The delivery log: one item a delivery, in its subscription's partition, gone by its time to live.</summary>
internal sealed class CosmosDeliveryLog(CosmosAccount account, DeliveryLife life, CosmosPurge purge, SetAside setAside)
    : IDeliveryLog
{
    // Each is a request of its own, for deliveries of one event are of many subscriptions.
    private const int AtOnce = 32;

    private static readonly ItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    public async Task<IReadOnlyList<DeliveryRecord>> Add(
        IReadOnlyList<DeliveryRecord> deliveries,
        CancellationToken cancellation
    )
    {
        var recorded = new DeliveryRecord[deliveries.Count];
        await Parallel.ForAsync(
            0,
            deliveries.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (index, token) => recorded[index] = await Add(deliveries[index], token)
        );
        return recorded;
    }

    public async Task Put(DeliveryRecord delivery, CancellationToken cancellation)
    {
        var container = await account.Deliveries(cancellation);
        var (item, key) = (DeliveryItem.Of(delivery, life.Seconds(delivery)), KeyOf(delivery));
        using var written = await account.Calls.Send(
            Operation.DeliveryPut,
            token => container.UpsertItemStreamAsync(item.Write(), key, Quiet, token),
            cancellation
        );
    }

    public async Task Put(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation)
    {
        if (deliveries.Count == 0)
            return;
        var container = await account.Deliveries(cancellation);
        var items = deliveries.Select(delivery => DeliveryItem.Of(delivery, life.Seconds(delivery)).Write().ToArray());
        foreach (var batch in DeliveryBatch.Split(items))
            await account.Calls.Run(
                Operation.DeliveryPut,
                token => DeliveryBatch.Upsert(container, KeyOf(deliveries[0]), batch, token),
                cancellation
            );
    }

    public async Task<DeliveryRecord?> Get(
        OrganizationId organization,
        Guid subscription,
        Guid delivery,
        CancellationToken cancellation
    )
    {
        var container = await account.Deliveries(cancellation);
        var key = Keys.Of(organization, subscription.ToString());
        using var found = await account.Calls.Send(
            Operation.DeliveryGet,
            token => container.ReadItemStreamAsync(DeliveryItem.IdOf(delivery), key, cancellationToken: token),
            cancellation
        );
        if (!found.IsSuccessStatusCode)
            return null;
        using var json = await StoredJson.Parse(found.Content, cancellation);
        return DeliveryItem.Read(json.RootElement);
    }

    public async Task<DeliveryPage> List(
        OrganizationId organization,
        Guid subscription,
        DeliveryQuery query,
        CancellationToken cancellation
    )
    {
        var container = await account.Deliveries(cancellation);
        var options = new QueryRequestOptions { PartitionKey = Keys.Of(organization, subscription.ToString()) };
        var total = account.Calls.Count(
            Operation.DeliveryList,
            container,
            DeliveryListing.Total(organization, subscription, query),
            options,
            cancellation
        );
        var items = new List<DeliveryRecord>();
        var page = DeliveryListing.Page(organization, subscription, query);
        await foreach (var row in account.Calls.Rows(Operation.DeliveryList, container, page, options, cancellation))
            if (TryRead(row, organization) is { } delivery)
                items.Add(delivery);
        return new DeliveryPage(items, await total);
    }

    public Task<int> Purge(DateTimeOffset before, CancellationToken cancellation) => purge.Run(before, cancellation);

    private async Task<DeliveryRecord> Add(DeliveryRecord delivery, CancellationToken cancellation)
    {
        var container = await account.Deliveries(cancellation);
        var (item, key) = (DeliveryItem.Of(delivery, life.Seconds(delivery)), KeyOf(delivery));
        using var written = await account.Calls.Send(
            Operation.DeliveryAdd,
            token => container.CreateItemStreamAsync(item.Write(), key, Quiet, token),
            cancellation
        );
        return written.StatusCode == HttpStatusCode.Conflict
            ? await Get(delivery.Organization, delivery.Subscription, delivery.Id, cancellation) ?? delivery
            : delivery;
    }

    private DeliveryRecord? TryRead(JsonElement row, OrganizationId organization)
    {
        try
        {
            return DeliveryItem.Read(row);
        }
        catch (Exception problem) when (problem is not IOException)
        {
            setAside.Note(organization, SetAsideSorts.Delivery, row.GetProperty("id").GetString()!, problem);
            return null;
        }
    }

    private static PartitionKey KeyOf(DeliveryRecord delivery) =>
        Keys.Of(delivery.Organization, delivery.Subscription.ToString());
}
