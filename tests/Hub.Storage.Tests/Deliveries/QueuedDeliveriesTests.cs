using Hub.Delivery.Deliveries;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Tests.ServiceBus;

namespace Hub.Storage.Tests.Deliveries;

/// <summary>A crash between the log of one engine and the queue of another, at every place where there can be one.</summary>
public sealed class QueuedDeliveriesTests : IAsyncLifetime
{
    private ServiceBusEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await ServiceBusEngine.Create();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_schedule_that_stopped_after_the_log_is_completed_by_its_repeat()
    {
        DeliveryRecord[] deliveries = [Delivery(), Delivery(), Delivery()];
        engine.Host.Faults.Next(ServiceBusOperation.AnySend, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => Schedule(deliveries));
        Assert.NotNull(await Get(deliveries[0]));
        Assert.Equal(0, Counts.Total);

        await engine.Crash();
        await Schedule(deliveries);
        await Schedule(deliveries);

        Assert.Equal(3, Counts.Total);
    }

    [Fact]
    public async Task A_repeat_brings_back_no_delivery_that_has_had_an_attempt()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        await Settle(await Lease(), After(delivery, DeliveryStatus.Success));
        engine.Time.Advance(TimeSpan.FromMinutes(11));

        await Schedule(delivery);

        Assert.Equal(0, Counts.Total);
    }

    [Fact]
    public async Task A_reschedule_that_stopped_after_the_log_is_completed_by_its_repeat()
    {
        var failed = After(Delivery(), DeliveryStatus.Failed);
        engine.Host.Faults.Next(ServiceBusOperation.AnySend, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => engine.Deliveries.Reschedule(failed, isReplay: false, default));

        await engine.Deliveries.Reschedule(failed, isReplay: false, default);
        await engine.Deliveries.Reschedule(failed, isReplay: false, default);

        Assert.Equal(DeliveryStatus.Pending, (await Get(failed))?.Status);
        Assert.Equal(1, Counts.Total);
    }

    [Fact]
    public async Task A_success_whose_queue_half_was_lost_stays_a_success_whatever_the_second_attempt_says()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var succeeded = After(delivery, DeliveryStatus.Success);
        var first = await Lease();
        engine.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => Settle(first, succeeded));
        await engine.Crash();
        engine.Time.Advance(TimeSpan.FromMinutes(1));

        var second = await Lease();
        var failing = After(delivery, DeliveryStatus.Retrying) with
        {
            NextAttemptAt = engine.Time.GetUtcNow().AddHours(1),
        };
        Assert.True(await Settle(second, failing));

        Assert.Equal(2, second.DeliveryCount);
        Assert.Equal(DeliveryStatus.Success, (await Get(delivery))?.Status);
        Assert.Equal(0, Counts.Total);
    }

    [Fact]
    public async Task A_failure_whose_queue_half_was_lost_is_attempted_again_and_settled_once()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var retrying = After(delivery, DeliveryStatus.Retrying) with
        {
            NextAttemptAt = engine.Time.GetUtcNow().AddHours(1),
        };
        var first = await Lease();
        engine.Host.Faults.Next(ServiceBusOperation.Send, Fault.Forbidden);
        await Assert.ThrowsAnyAsync<IOException>(() => Settle(first, retrying));
        await engine.Crash();
        engine.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await Settle(await Lease(), retrying));

        Assert.Equal((1, 1), (Counts.Scheduled, Counts.Total));
        Assert.False(await Settle(first, After(delivery, DeliveryStatus.Failed)));
        Assert.Equal(DeliveryStatus.Retrying, (await Get(delivery))?.Status);
    }

    private QueueCounts Counts => engine.Host.Counts(LocalQueue.Name);

    private DeliveryRecord Delivery()
    {
        var (organization, subscription, happened) = (
            new OrganizationId(Guid.NewGuid()),
            Guid.NewGuid(),
            Guid.NewGuid()
        );
        var at = engine.Time.GetUtcNow();
        return new()
        {
            Id = NamedGuid.OfPair(at, happened, subscription),
            Organization = organization,
            Subscription = subscription,
            Event = new EventReference(organization, "p", happened),
            EventName = "ticket.created",
            CreatedAt = at,
        };
    }

    private DeliveryRecord After(DeliveryRecord delivery, DeliveryStatus status) =>
        delivery with
        {
            Status = status,
            Round = delivery.Round + 1,
            Attempts = [.. delivery.Attempts, new Attempt(1, engine.Time.GetUtcNow(), 200, 1, null, null)],
        };

    private Task Schedule(params DeliveryRecord[] deliveries) => engine.Deliveries.Schedule(deliveries, default);

    private Task<bool> Settle(LeasedMessage message, DeliveryRecord delivery) =>
        engine.Deliveries.Settle(new Settlement(message, delivery), default);

    private Task<DeliveryRecord?> Get(DeliveryRecord delivery) =>
        engine.Deliveries.Get(delivery.Organization, delivery.Subscription, delivery.Id, default);

    private async Task<LeasedMessage> Lease() =>
        Assert.Single(
            await engine.Queue.Lease(1, TimeSpan.FromMinutes(5), null, default).WaitAsync(LocalQueue.WaitLimit)
        );
}
