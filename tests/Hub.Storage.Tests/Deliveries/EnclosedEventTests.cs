using Hub.Delivery.Deliveries;
using Hub.Delivery.Relaying;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Tests.ServiceBus;

namespace Hub.Storage.Tests.Deliveries;

/// <summary>Which messages of deliveries have their event with them.</summary>
public sealed class EnclosedEventTests : IAsyncLifetime
{
    private ServiceBusEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await ServiceBusEngine.Create();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task An_event_goes_with_its_messages_and_is_told_from_them()
    {
        var happened = Happened("one");
        await Schedule(happened, deliveries: 3);

        await engine.Crash();
        var leased = await Lease(3);

        Assert.All(leased, one => Assert.Contains("\"one\"", one.Message.Enclosed, StringComparison.Ordinal));
        var told = await engine.Events.Get(EventReference.Of(happened), leased[0].Message.Enclosed, default);
        Assert.Equal(happened.Actor, told?.Event.Actor);
    }

    [Fact]
    public async Task It_is_taken_for_no_other_and_for_nothing_that_it_is_not()
    {
        var (happened, other) = (Happened("one"), Happened("other"));
        await Schedule(happened, deliveries: 1);
        var enclosed = Assert.Single(await Lease(1)).Message.Enclosed;
        await engine.Crash();

        Assert.Null(await engine.Events.Get(EventReference.Of(other), enclosed, default));
        var elsewhere = EventReference.Of(happened) with { Organization = other.Organization };
        Assert.Null(await engine.Events.Get(elsewhere, enclosed, default));
        foreach (var broken in new[] { "", "null", "[]", "{}", enclosed![..^1], "no event" })
            Assert.Null(await engine.Events.Get(EventReference.Of(happened), broken, default));
    }

    [Fact]
    public async Task One_that_is_large_goes_with_none()
    {
        await Schedule(Happened(new string('x', 20_000)), deliveries: 1);

        Assert.Null(Assert.Single(await Lease(1)).Message.Enclosed);
    }

    [Fact]
    public async Task One_that_many_are_told_of_goes_with_none()
    {
        await Schedule(Happened("one"), deliveries: 200);

        Assert.All(await Lease(200), one => Assert.Null(one.Message.Enclosed));
    }

    [Fact]
    public async Task A_message_that_comes_again_has_none()
    {
        await Schedule(Happened("one"), deliveries: 1);
        await engine.Queue.RetryAt(Assert.Single(await Lease(1)), engine.Time.GetUtcNow(), default);

        var again = Assert.Single(await Lease(1));

        Assert.Null(again.Message.Enclosed);
        Assert.Equal(2, again.DeliveryCount);
    }

    private HubEvent Happened(string name) =>
        HubEvent.Of(
            TicketFacts.Created,
            new OrganizationId(Guid.NewGuid()),
            "ticket-1",
            new Actor("token", "1", name),
            engine.Time.GetUtcNow()
        );

    /// <summary>As the relay does it.</summary>
    private Task Schedule(HubEvent happened, int deliveries)
    {
        engine.Events.Expect(happened, deliveries);
        var records = Enumerable
            .Range(0, deliveries)
            .Select(_ => FanOut.Of(happened, Guid.NewGuid(), "ticket.created", engine.Time.GetUtcNow()));
        return engine.Deliveries.Schedule([.. records], default);
    }

    private async Task<IReadOnlyList<LeasedMessage>> Lease(int count)
    {
        var leased = new List<LeasedMessage>();
        while (leased.Count < count)
            leased.AddRange(
                await engine
                    .Queue.Lease(count - leased.Count, TimeSpan.FromMinutes(5), null, default)
                    .WaitAsync(LocalQueue.WaitLimit)
            );
        return leased;
    }
}
