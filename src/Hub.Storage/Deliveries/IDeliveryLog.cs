using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Storage.Deliveries;

/// <summary>The delivery log alone, of an engine whose queue is somewhere else.</summary>
internal interface IDeliveryLog
{
    /// <summary>Records each delivery unless its id is on record; answers all of them as they are on record now.</summary>
    Task<IReadOnlyList<DeliveryRecord>> Add(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation);

    /// <summary>Records a delivery as it is, over what was on record.</summary>
    Task Put(DeliveryRecord delivery, CancellationToken cancellation);

    /// <summary>Records deliveries of one subscription as they are, together as far as the engine can.</summary>
    Task Put(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation);

    Task<DeliveryRecord?> Get(
        OrganizationId organization,
        Guid subscription,
        Guid delivery,
        CancellationToken cancellation
    );

    Task<DeliveryPage> List(
        OrganizationId organization,
        Guid subscription,
        DeliveryQuery query,
        CancellationToken cancellation
    );

    Task<int> Purge(DateTimeOffset before, CancellationToken cancellation);
}
