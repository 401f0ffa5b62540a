using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: the log, what it lists and what it forgets.</summary>
public abstract partial class DeliveryStoreConformance
{
    [Fact]
    public async Task The_log_lists_a_subscriptions_deliveries_newest_first()
    {
        var deliveries = await ScheduleOverTime(7);
        await Schedule(Delivery(to: Guid.NewGuid()));
        var newestFirst = deliveries.Select(one => one.Id).Reverse().ToArray();

        var all = await List(new());
        Assert.Equal(7, all.Total);
        Assert.Equal(newestFirst, Ids(all));
        Assert.Equal(deliveries[^1], all.Items[0]);
        var page = await List(new() { Offset = 2, Limit = 3 });
        Assert.Equal(7, page.Total);
        Assert.Equal(newestFirst[2..5], Ids(page));
        var past = await List(new() { Offset = 7 });
        Assert.Equal((7L, 0), (past.Total, past.Items.Count));
    }

    [Fact]
    public async Task The_log_is_filtered_by_status_event_and_time()
    {
        var deliveries = await ScheduleOverTime(6);
        foreach (var leased in await LeaseMany(4))
        {
            var delivery = deliveries.Single(one => one.MessageId == leased.Message.Id);
            await Settle(leased, After(delivery, DeliveryStatus.Success));
        }
        var times = deliveries.Select(one => one.CreatedAt).ToArray();

        Assert.Equal(4, (await List(new() { Status = DeliveryStatus.Success })).Total);
        Assert.Equal(2, (await List(new() { Status = DeliveryStatus.Pending })).Total);
        Assert.Equal(0, (await List(new() { Status = DeliveryStatus.Failed })).Total);
        Assert.Equal(3, (await List(new() { Event = "event-1" })).Total);
        Assert.Equal(0, (await List(new() { Event = "event" })).Total);
        Assert.Equal(6, (await List(new() { Partition = deliveries[0].Event.Partition })).Total);
        Assert.Equal(0, (await List(new() { Partition = "another" })).Total);
        Assert.Equal(Newest(1..4), Ids(await List(new() { From = times[1], To = times[4] })));
        Assert.Equal(Newest(3..6), Ids(await List(new() { From = times[3] })));
        var both = new DeliveryQuery
        {
            Event = "event-0",
            To = times[4],
            Limit = 1,
        };
        Assert.Equal((2L, 1), ((await List(both)).Total, (await List(both)).Items.Count));
        var uncounted = await List(both with { Count = false });
        Assert.Equal((0L, 1), (uncounted.Total, uncounted.Items.Count));

        Guid[] Newest(Range range) => [.. deliveries[range].Select(one => one.Id).Reverse()];
    }

    [Fact]
    public async Task Organizations_see_nothing_of_each_others_deliveries()
    {
        var delivery = Delivery();
        await Schedule(delivery);
        var other = new OrganizationId(Guid.NewGuid());

        Assert.Null(await Get(delivery with { Organization = other }));
        Assert.Equal(0, (await Engine.Deliveries.List(other, subscription, new(), Cancel)).Total);
        Assert.Null(await Get(delivery with { Id = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten_but_never_what_still_wants_an_attempt()
    {
        var deliveries = await ScheduleOverTime(6);
        var retrying = deliveries[1];
        foreach (var leased in await LeaseMany(6))
        {
            var delivery = deliveries.Single(one => one.MessageId == leased.Message.Id);
            if (delivery == retrying)
                await Settle(
                    leased,
                    After(delivery, DeliveryStatus.Retrying) with
                    {
                        NextAttemptAt = Time.GetUtcNow(),
                    }
                );
            else if (delivery != deliveries[0])
                await Settle(leased, After(delivery, DeliveryStatus.Success));
        }

        Assert.Equal(2, await PurgeAll(deliveries[4].CreatedAt));

        var left = new[] { deliveries[5], deliveries[4], retrying, deliveries[0] };
        Assert.Equal(left.Select(one => one.Id), Ids(await List(new())));
        Assert.Equal(0, await PurgeAll(deliveries[4].CreatedAt));
    }

    [Fact]
    public async Task A_purge_goes_in_bites_until_nothing_old_is_left()
    {
        for (var round = 0; round < 7; round++)
            await Schedule([
                .. Enumerable
                    .Range(0, 900)
                    .Select(n =>
                        Delivery(to: n % 2 == 0 ? null : Organization.Value) with
                        {
                            Status = DeliveryStatus.Dropped,
                        }
                    ),
            ]);
        Time.Advance(Minute);

        Assert.Equal(6_300, await PurgeAll(Time.GetUtcNow()));
        Assert.Equal(0, (await List(new())).Total);
    }

    [Fact]
    public async Task Events_are_forgotten_once_they_have_been_relayed()
    {
        var happened = Happening();
        await Commit(Of() with { Events = [happened] });
        Time.Advance(Minute);
        await Engine.Deliveries.Purge(Time.GetUtcNow(), Cancel);
        Assert.NotNull(await Engine.Log.Get(EventReference.Of(happened), Cancel));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var relayed = new TaskCompletionSource<Guid>();
        var run = Engine.Feed.Run(
            (batch, _) =>
            {
                relayed.TrySetResult(batch[0].Event.Id);
                return Task.CompletedTask;
            },
            stop.Token
        );

        Assert.Equal(happened.Id, await relayed.Task);
        var late = Happening();
        await Commit(Of() with { Events = [late] });
        await Eventually.Holds(async () =>
        {
            await Engine.Deliveries.Purge(Time.GetUtcNow(), Cancel);
            return await Engine.Log.Get(EventReference.Of(happened), Cancel) is null;
        });
        Assert.NotNull(await Engine.Log.Get(EventReference.Of(late), Cancel));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    /// <summary>A minute apart, of two names in turn.</summary>
    private async Task<DeliveryRecord[]> ScheduleOverTime(int many)
    {
        var deliveries = new DeliveryRecord[many];
        for (var n = 0; n < many; n++, Time.Advance(Minute))
        {
            deliveries[n] = Delivery() with { EventName = $"event-{n % 2}" };
            await Schedule(deliveries[n]);
        }
        return deliveries;
    }

    private async Task<int> PurgeAll(DateTimeOffset before)
    {
        var all = 0;
        for (var gone = -1; gone != 0; all += gone)
            gone = await Engine.Deliveries.Purge(before, Cancel);
        return all;
    }

    private Task<DeliveryPage> List(DeliveryQuery query) =>
        Engine.Deliveries.List(Organization, subscription, query, Cancel);

    private static Guid[] Ids(DeliveryPage page) => [.. page.Items.Select(one => one.Id)];
}
