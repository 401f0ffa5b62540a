using Hub.Delivery.Deliveries;
using Hub.Delivery.Digests;
using Hub.Domain;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What every engine keeps of digests, wherever a hub is cut short.</summary>
public abstract class DigestConformance(Func<Task<IEngine>> start) : Conformance(start)
{
    private static readonly SubscriptionDigest OfThree = new(Events: 3, Minutes: 15, PerRecord: false);

    private readonly Guid subscription = Guid.NewGuid();

    [Fact]
    public async Task Each_step_may_be_repeated_after_a_crash_and_no_delivery_is_lost_or_doubled()
    {
        var (one, two) = (await Delivery(), await Delivery());
        await Gather(isFresh: true, one);
        await Engine.Crash();
        await Gather(isFresh: false, one);
        await Gather(isFresh: true, two);
        Time.Advance(TimeSpan.FromMinutes(15));
        var order = DigestOrder.Read((await Lease()).Message);

        var taken = await Book().Take(order, Cancel);
        await Engine.Crash();
        var again = await Book().Take(order, Cancel);
        await Gather(isFresh: false, one, two);

        Assert.Equal([one.Id, two.Id], taken!.Members.Select(static member => member.Delivery));
        Assert.Equal(taken.Members, again!.Members);
        Assert.Single(await Stored());
        Assert.Equal([one.Id, two.Id], (await Waiting(again)).Select(static waiting => waiting.Id));
        var done = one with { Status = DeliveryStatus.Success, NextAttemptAt = null };
        await Engine.Deliveries.Record([done], Cancel);
        await Engine.Crash();
        Assert.Equal([two.Id], (await Waiting(again)).Select(static waiting => waiting.Id));
        await Book().Forget(Organization, again);
        await Gather(isFresh: false, one);
        Assert.Empty(await Stored());
        Assert.Null(await Book().Take(order, Cancel));
    }

    [Fact]
    public async Task One_that_is_full_is_sent_at_once_by_a_message_of_its_own_and_not_again_at_its_time()
    {
        var deliveries = new List<DeliveryRecord>();
        while (deliveries.Count < 7)
            deliveries.Add(await Delivery());
        await Gather(isFresh: true, deliveries[0]);

        await Gather(isFresh: true, [.. deliveries.Skip(1)]);

        var orders = new List<DigestOrder>();
        while (orders.Count < 2)
            orders.Add(DigestOrder.Read((await Lease()).Message));
        var sent = new List<Guid>();
        foreach (var order in orders)
            sent.AddRange((await Book().Take(order, Cancel))!.Members.Select(static member => member.Delivery));
        Assert.All(orders, static order => Assert.True(order.IsFull));
        Time.Advance(TimeSpan.FromMinutes(15));
        var late = new List<Digest?>();
        while (late.Count < 2)
            late.Add(await Book().Take(DigestOrder.Read((await Lease()).Message), Cancel));
        sent.AddRange(Assert.Single(late, static one => one is not null)!.Members.Select(static one => one.Delivery));
        Assert.Equal(deliveries.Select(static one => one.Id).Order(), sent.Order());
    }

    [Fact]
    public async Task Hubs_that_gather_at_once_put_each_delivery_into_one_digest()
    {
        var deliveries = new List<DeliveryRecord>();
        while (deliveries.Count < 20)
            deliveries.Add(await Delivery());

        await Task.WhenAll(deliveries.Select(one => Gather(isFresh: true, one)));

        var stored = await Stored();
        Assert.Equal(6, stored.Count(static one => one is { IsFull: true, Members.Count: 3 }));
        Assert.Equal(
            deliveries.Select(static one => one.Id).Order(),
            stored.SelectMany(static one => one.Members).Select(static one => one.Delivery).Order()
        );
    }

    /// <summary>As another hub has it: with a writer of its own.</summary>
    private DigestBook Book() => new(Engine.Store, new OptimisticWriter(Engine.Store), Engine.Deliveries, Time);

    private Task Gather(bool isFresh, params IReadOnlyList<DeliveryRecord> deliveries) =>
        Book()
            .Gather(
                Organization,
                subscription,
                OfThree,
                [.. deliveries.Select(one => new Gathered(one, Gathered.Everything, isFresh))],
                Cancel
            );

    private Task<List<DeliveryRecord>> Waiting(Digest digest) => Book().Waiting(Organization, digest, Cancel);

    private async Task<List<Digest>> Stored()
    {
        var found = new List<Digest>();
        var query = new Query { Partition = Digest.PartitionOf(subscription) };
        await foreach (var one in Engine.Store.All(Digest.Document, Organization, query, Cancel))
            found.Add(one.Value);
        return found;
    }

    /// <summary>On record, and without a message: those of digests are done with.</summary>
    private async Task<DeliveryRecord> Delivery()
    {
        var happened = Happening(Organization);
        var delivery = new DeliveryRecord
        {
            Id = NamedGuid.OfPair(happened.At, happened.Id, subscription),
            Organization = Organization,
            Subscription = subscription,
            Event = EventReference.Of(happened),
            EventName = "ticket.created",
            CreatedAt = happened.At,
            NextAttemptAt = happened.At,
        };
        await Engine.Deliveries.Record([delivery], Cancel);
        return delivery;
    }

    private async Task<LeasedMessage> Lease()
    {
        var leased = Assert.Single(await Engine.Queue.Lease(1, TimeSpan.FromMinutes(1), null, Cancel));
        await Engine.Queue.Complete(leased, Cancel);
        return leased;
    }
}
