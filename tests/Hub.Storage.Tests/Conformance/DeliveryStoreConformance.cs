using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What every delivery log does. This part: a delivery's life.</summary>
public abstract partial class DeliveryStoreConformance(Func<Task<IEngine>> start) : Conformance(start)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Guid subscription = Guid.NewGuid();

    [Fact]
    public async Task A_scheduled_delivery_is_on_record_and_on_the_queue()
    {
        var delivery = Delivery();
        await Schedule(delivery);

        Assert.Equal(delivery, await Get(delivery));
        var leased = await LeaseOne();
        Assert.Equal(delivery.MessageId, leased.Message.Id);
        Assert.Equal(DeliveryMessageBody.LaneOf(delivery.Organization, subscription), leased.Message.Lane);
        var ordered = DeliveryMessageBody.Parse(leased.Message.Body.Span).ToRecord();
        Assert.Equal(delivery with { NextAttemptAt = delivery.CreatedAt }, ordered);
    }

    [Fact]
    public async Task Scheduling_again_changes_nothing()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        await Schedule(delivery with { EventName = "another" }, Delivery());
        var leased = await LeaseMany(2);
        var settled = After(delivery, DeliveryStatus.Success);
        Assert.True(await Settle(leased.Single(one => one.Message.Id == delivery.MessageId), settled));

        await Schedule(delivery);

        AssertSame(settled, await Get(delivery));
        await NothingOnTheQueue();
    }

    [Fact]
    public async Task What_wants_no_attempt_is_recorded_and_not_queued()
    {
        var dropped = Delivery() with { Status = DeliveryStatus.Dropped, Reason = "subscription_disabled" };
        var failed = Delivery() with { Status = DeliveryStatus.Failed, Reason = "filter" };
        await Schedule(dropped, failed);

        Assert.Equal(dropped, await Get(dropped));
        Assert.Equal(failed, await Get(failed));
        await NothingOnTheQueue();
    }

    [Fact]
    public async Task A_delivery_scheduled_for_later_is_leased_then()
    {
        var delivery = Delivery() with { NextAttemptAt = Time.GetUtcNow() + Minute };
        await Schedule(delivery);
        await NothingOnTheQueue();
        Time.Advance(Minute);
        Assert.Equal(delivery.MessageId, (await LeaseOne()).Message.Id);
    }

    [Fact]
    public async Task A_settled_attempt_changes_log_and_queue_together()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var settled = After(delivery, DeliveryStatus.Success);

        Assert.True(await Settle(await LeaseOne(), settled));
        await Engine.Crash();

        AssertSame(settled, await Get(delivery));
        Time.Advance(10 * Minute);
        await NothingOnTheQueue();
    }

    [Fact]
    public async Task A_failed_attempt_is_tried_again_at_its_time()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var retrying = After(delivery, DeliveryStatus.Retrying) with
        {
            NextAttemptAt = Time.GetUtcNow() + (2 * Minute),
        };
        Assert.True(await Settle(await LeaseOne(), retrying));
        AssertSame(retrying, await Get(delivery));
        await NothingOnTheQueue();

        Time.Advance(2 * Minute);
        var again = await LeaseOne();

        Assert.Equal((delivery.MessageId, 2), (again.Message.Id, again.DeliveryCount));
        var failed = After(retrying, DeliveryStatus.Failed) with { Reason = "gave_up", NextAttemptAt = null };
        Assert.True(await Settle(again, failed));
        AssertSame(failed, await Get(delivery));
        Assert.Equal(2, (await Get(delivery))!.Attempts.Count);
    }

    [Fact]
    public async Task A_lost_lease_settles_nothing()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var lost = await LeaseOne();
        Time.Advance(Minute);
        var held = await LeaseOne();

        Assert.False(await Settle(lost, After(delivery, DeliveryStatus.Failed)));
        Assert.Equal(delivery, await Get(delivery));
        Assert.True(await Settle(held, After(delivery, DeliveryStatus.Success)));
        Assert.False(await Settle(held, After(delivery, DeliveryStatus.Failed)));
        Assert.Equal(DeliveryStatus.Success, (await Get(delivery))!.Status);
    }

    [Fact]
    public async Task A_delivery_is_sent_again_on_demand()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var failed = After(delivery, DeliveryStatus.Failed) with { Reason = "gave_up", Round = 1 };
        await Settle(await LeaseOne(), failed);
        Time.Advance(Minute);

        await Engine.Deliveries.Reschedule(failed, isReplay: false, Cancel);

        var pending = failed with { Status = DeliveryStatus.Pending, Round = 0, Reason = null };
        AssertSame(pending with { NextAttemptAt = Time.GetUtcNow() }, await Get(delivery));
        var leased = await LeaseOne();
        Assert.Equal(failed.MessageId, leased.Message.Id);
        Assert.True(await Settle(leased, After(failed, DeliveryStatus.Success)));
    }

    [Fact]
    public async Task A_new_delivery_may_be_sent_on_demand_too()
    {
        var delivery = Delivery();
        await Engine.Deliveries.Reschedule(delivery, isReplay: false, Cancel);
        Assert.Equal(DeliveryStatus.Pending, (await Get(delivery))!.Status);
        Assert.Equal(delivery.MessageId, (await LeaseOne()).Message.Id);
    }

    private DeliveryRecord Delivery(Guid? to = null, OrganizationId? organization = null)
    {
        var happened = Happening(organization);
        return new()
        {
            Id = NamedGuid.OfPair(happened.At, happened.Id, to ?? subscription),
            Organization = organization ?? Organization,
            Subscription = to ?? subscription,
            Event = EventReference.Of(happened),
            EventName = "ticket.created",
            CreatedAt = happened.At,
        };
    }

    private DeliveryRecord After(DeliveryRecord delivery, DeliveryStatus status)
    {
        var answered = new Attempt(
            delivery.Attempts.Count + 1,
            Time.GetUtcNow(),
            200,
            12,
            "ok ä",
            EgressCategory.Acknowledged
        );
        return delivery with
        {
            Status = status,
            Round = delivery.Round + 1,
            Attempts = [.. delivery.Attempts, answered],
        };
    }

    private static void AssertSame(DeliveryRecord expected, DeliveryRecord? actual)
    {
        Assert.Equal(expected.Attempts, actual?.Attempts);
        Assert.Equal(expected with { Attempts = [] }, actual! with { Attempts = [] });
    }

    private Task Schedule(params IReadOnlyList<DeliveryRecord> deliveries) =>
        Engine.Deliveries.Schedule(deliveries, Cancel);

    private Task<DeliveryRecord?> Get(DeliveryRecord delivery) =>
        Engine.Deliveries.Get(delivery.Organization, delivery.Subscription, delivery.Id, Cancel);

    private Task<bool> Settle(LeasedMessage message, DeliveryRecord delivery) =>
        Engine.Deliveries.Settle(new Settlement(message, delivery), Cancel);

    private Task<IReadOnlyList<bool>> Settle(params IEnumerable<(LeasedMessage, DeliveryRecord)> settlements) =>
        Engine.Deliveries.Settle([.. settlements.Select(one => new Settlement(one.Item1, one.Item2))], Cancel);

    private async Task<LeasedMessage> LeaseOne() => Assert.Single(await Engine.Queue.Lease(10, Minute, null, Cancel));

    private async Task<List<LeasedMessage>> LeaseMany(int many)
    {
        var leased = new List<LeasedMessage>();
        while (leased.Count < many)
            leased.AddRange(await Engine.Queue.Lease(many - leased.Count, Minute, null, Cancel));
        return leased;
    }

    private async Task NothingOnTheQueue()
    {
        for (var look = 0; look < 2; look++)
        {
            await Engine.Queue.Enqueue([Message($"sentinel-{Guid.NewGuid():N}", "sentinels")], Cancel);
            var leased = await LeaseOne();
            Assert.StartsWith("sentinel", leased.Message.Id, StringComparison.Ordinal);
            await Engine.Queue.Complete(leased, Cancel);
        }
    }
}
