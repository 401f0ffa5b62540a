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
    private readonly DeliveryWrites writes = new(account, life);

    public Task<IReadOnlyList<DeliveryRecord>> Add(
        IReadOnlyList<DeliveryRecord> deliveries,
        CancellationToken cancellation
    ) => writes.Add(deliveries, Known, cancellation);

    public Task Put(DeliveryRecord delivery, CancellationToken cancellation) => writes.Put(delivery, cancellation);

    public Task Put(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
        writes.Put(deliveries, cancellation);

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
        using var place = await account.Turns.Take(organization, cancellation);
        var options = new QueryRequestOptions { PartitionKey = Keys.Of(organization, subscription.ToString()) };
        var total = query.Count
            ? account.Calls.Count(
                Operation.DeliveryList,
                container,
                DeliveryListing.Total(organization, subscription, query),
                options,
                cancellation
            )
            : Task.FromResult(0L);
        var items = new List<DeliveryRecord>();
        var page = DeliveryListing.Page(organization, subscription, query);
        await foreach (var row in account.Calls.Rows(Operation.DeliveryList, container, page, options, cancellation))
            if (TryRead(row, organization) is { } delivery)
                items.Add(delivery);
        return new DeliveryPage(items, await total);
    }

    public Task<int> Purge(DateTimeOffset before, CancellationToken cancellation) => purge.Run(before, cancellation);

    private async Task<DeliveryRecord> Known(DeliveryRecord delivery, CancellationToken cancellation) =>
        await Get(delivery.Organization, delivery.Subscription, delivery.Id, cancellation) ?? delivery;

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
}
