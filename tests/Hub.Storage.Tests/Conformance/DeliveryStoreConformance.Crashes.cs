using Hub.Delivery.Deliveries;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: what a crash leaves of deliveries that were under way.</summary>
public abstract partial class DeliveryStoreConformance
{
    [Fact]
    public async Task A_crash_brings_back_what_was_not_settled_and_nothing_else()
    {
        var deliveries = Enumerable.Range(0, 5).Select(_ => Delivery()).ToList();
        await Schedule([.. deliveries]);
        var leased = (await LeaseMany(5)).ToDictionary(one => one.Message.Id);
        var (done, retried) = (deliveries[0], deliveries[1]);
        await Settle(leased[done.MessageId], After(done, DeliveryStatus.Success) with { NextAttemptAt = null });
        var later = After(retried, DeliveryStatus.Retrying) with { NextAttemptAt = Time.GetUtcNow() + Minute };
        await Settle(leased[retried.MessageId], later);
        await Engine.Queue.RetryAt(leased[deliveries[2].MessageId], Time.GetUtcNow() + Minute, Cancel);

        await Engine.Crash();
        await Engine.Crash();

        Time.Advance(TimeSpan.FromMinutes(10));
        var back = await LeaseMany(4);
        Assert.Equal(
            deliveries.Skip(1).Select(one => one.MessageId).Order(),
            back.Select(one => one.Message.Id).Order()
        );
        foreach (var one in back)
            Assert.True(await Engine.Queue.Complete(one, Cancel));
        await NothingOnTheQueue();
    }

    [Fact]
    public async Task A_delivery_sent_again_while_it_is_under_way_is_on_the_queue_once()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var leased = await LeaseOne();

        await Engine.Deliveries.Reschedule(delivery, isReplay: false, Cancel);
        Assert.True(await Settle(leased, After(delivery, DeliveryStatus.Success) with { NextAttemptAt = null }));
        await Engine.Crash();

        Time.Advance(TimeSpan.FromMinutes(10));
        await NothingOnTheQueue();
    }
}
