using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Delivery.Deliveries;

/// <summary>The delivery log, written in step with the queue.</summary>
public interface IDeliveryStore
{
    /// <summary>
    /// Records each delivery unless its id is on record, and puts those that still want an attempt on the queue.
    /// Durable when it returns; a repeat changes nothing.
    /// </summary>
    Task Schedule(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation);

    /// <summary>Makes a delivery pending again, or records it when it is new, and queues it at once.</summary>
    /// <param name="isReplay">One of many that repeat the past: what is fresh goes first.</param>
    Task Reschedule(DeliveryRecord delivery, bool isReplay, CancellationToken cancellation);

    /// <summary>
    /// Writes what became of an attempt and settles its queue message together. False when the lease was lost; the
    /// attempt then belongs to whoever holds the newer one.
    /// </summary>
    Task<bool> Settle(Settlement settlement, CancellationToken cancellation);

    /// <summary>
    /// The same for several deliveries of one subscription that went out together, in as few commits as the engine can.
    /// Answers for each whether its lease was still held; one that was lost holds up no other.
    /// </summary>
    Task<IReadOnlyList<bool>> Settle(IReadOnlyList<Settlement> settlements, CancellationToken cancellation);

    /// <summary>
    /// Writes what became of deliveries whose messages are done with, as those of a digest, which has a message of its own.
    /// Durable when it returns.
    /// </summary>
    Task Record(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation);

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

    /// <summary>Forgets deliveries and events from before the time, some at a time; answers how many went.</summary>
    Task<int> Purge(DateTimeOffset before, CancellationToken cancellation);
}

/// <summary>A delivery after an attempt, with the message that asked for it.</summary>
public sealed record Settlement(LeasedMessage Message, DeliveryRecord Delivery);

/// <summary>Which deliveries of a subscription to list, newest first.</summary>
public sealed record DeliveryQuery
{
    public DeliveryStatus? Status { get; init; }

    public string? Event { get; init; }

    /// <summary>Only of events of this partition, as those of one ticket.</summary>
    public string? Partition { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public int Offset { get; init; }

    public int Limit { get; init; } = 25;

    /// <summary>Whether to count those that match.</summary>
    public bool Count { get; init; } = true;
}

/// <param name="Total">How many match in all; 0 where that is not asked for.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryRecord> Items, long Total);
