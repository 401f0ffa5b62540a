using Hub.Delivery.Deliveries;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: deliveries that went out together and are settled together.</summary>
public abstract partial class DeliveryStoreConformance
{
    [Fact]
    public async Task Deliveries_settled_together_change_log_and_queue_for_each_of_them()
    {
        var deliveries = Enumerable.Range(0, 120).Select(_ => Delivery()).ToList();
        await Schedule([.. deliveries]);
        var leased = (await LeaseMany(deliveries.Count)).ToDictionary(one => one.Message.Id);
        var due = Time.GetUtcNow() + Minute;
        var after = deliveries
            .Select(
                (one, index) =>
                    index % 2 == 0
                        ? After(one, DeliveryStatus.Success) with
                        {
                            NextAttemptAt = null,
                        }
                        : After(one, DeliveryStatus.Retrying) with
                        {
                            NextAttemptAt = due,
                        }
            )
            .ToList();

        var held = await Settle(after.Select((one, index) => (leased[deliveries[index].MessageId], one)));
        await Engine.Crash();

        Assert.All(held, Assert.True);
        foreach (var one in after)
            AssertSame(one, await Get(one));
        Time.Advance(10 * Minute);
        var again = await LeaseMany(deliveries.Count / 2);
        Assert.Equal(
            deliveries.Where((_, index) => index % 2 != 0).Select(one => one.MessageId).Order(),
            again.Select(one => one.Message.Id).Order()
        );
    }

    [Fact]
    public async Task A_lease_lost_among_others_settles_nothing_and_holds_up_none()
    {
        var (lost, kept) = (Delivery(), Delivery());
        await Schedule(lost);
        var old = await LeaseOne();
        Time.Advance(Minute);
        await Schedule(kept);
        var leased = (await LeaseMany(2)).ToDictionary(one => one.Message.Id);

        var held = await Settle(
            (old, After(lost, DeliveryStatus.Failed)),
            (leased[kept.MessageId], After(kept, DeliveryStatus.Success) with { NextAttemptAt = null })
        );

        Assert.Equal([false, true], held);
        Assert.Equal(lost, await Get(lost));
        Assert.Equal(DeliveryStatus.Success, (await Get(kept))!.Status);
    }

    [Fact]
    public async Task What_became_of_deliveries_without_a_message_is_recorded_and_the_queue_hears_nothing_of_it()
    {
        var deliveries = Enumerable.Range(0, 120).Select(_ => Delivery()).ToList();
        await Schedule([.. deliveries.Take(60)]);
        foreach (var message in await LeaseMany(60))
            await Engine.Queue.Complete(message, CancellationToken.None);
        var after = deliveries.ConvertAll(one => After(one, DeliveryStatus.Retrying));

        await Engine.Deliveries.Record(after, CancellationToken.None);
        await Engine.Crash();

        foreach (var one in after)
            AssertSame(one, await Get(one));
        await NothingOnTheQueue();
    }
}
