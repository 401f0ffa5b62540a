using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Queue;
using Hub.Storage.Tests.Conformance;
using Hub.Storage.Tests.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Deliveries;

public sealed class QueueForwarderTests
{
    [Fact]
    public async Task A_timer_committed_to_the_file_reaches_the_service_when_it_is_due()
    {
        await using var engine = await ServiceBusEngine.Create();
        using var forwarder = await Start(engine);
        await Commit(engine, "timer", dueIn: TimeSpan.FromDays(30));
        Assert.Equal(0, engine.Host.Counts(LocalQueue.Name).Total);

        engine.Time.Advance(TimeSpan.FromDays(30));

        var lease = engine.Queue.Lease(1, TimeSpan.FromMinutes(1), null, default);
        // After a leap like this a receiver may have to connect anew, and waits on the clock before it does.
        await Eventually.Holds(() =>
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(lease.IsCompleted);
        });
        Assert.Equal("timer", Assert.Single(await lease).Message.Id);
        await Eventually.Holds(async () => await engine.Outbox.Depth(default) == new QueueDepth(0, 0, 0, 0, null));
        await forwarder.StopAsync(default);
    }

    [Fact]
    public async Task A_timer_waits_in_the_file_while_the_service_is_away()
    {
        await using var engine = await ServiceBusEngine.Create();
        engine.Host.Faults.Next(ServiceBusOperation.AnySend, Fault.Forbidden);
        using var forwarder = await Start(engine);
        await Commit(engine, "timer", dueIn: TimeSpan.Zero);
        await Eventually.Holds(async () => (await engine.Outbox.Depth(default)).Scheduled == 1);

        engine.Time.Advance(TimeSpan.FromSeconds(5));

        await engine.Host.WaitUntil(LocalQueue.Name, counts => counts.Total == 1).WaitAsync(LocalQueue.WaitLimit);
        await forwarder.StopAsync(default);
    }

    [Fact]
    public async Task A_delivery_that_was_attempted_says_so_on_the_service_and_a_fresh_one_does_not()
    {
        await using var engine = await ServiceBusEngine.Create();
        await engine.Outbox.Enqueue([Delivery(engine, "attempted")], default);
        var attempt = Assert.Single(await engine.Outbox.Lease(1, TimeSpan.FromMinutes(1), null, default));
        await engine.Outbox.RetryAt(attempt, engine.Time.GetUtcNow(), default);
        await engine.Outbox.Enqueue([Delivery(engine, "fresh")], default);

        using var forwarder = await Start(engine);

        var came = new Dictionary<string, bool>();
        while (came.Count < 2)
        {
            var lease = engine.Queue.Lease(2, TimeSpan.FromMinutes(1), null, default);
            foreach (var one in await lease.WaitAsync(LocalQueue.WaitLimit))
                came[DeliveryMessageBody.Parse(one.Message.Body.Span).EventName] = DeliveryMessageBody
                    .Parse(one.Message.Body.Span)
                    .IsRetry;
        }
        Assert.True(came["attempted"]);
        Assert.False(came["fresh"]);
        await forwarder.StopAsync(default);
    }

    private static DeliveryMessage Delivery(ServiceBusEngine engine, string name)
    {
        var organization = new OrganizationId(Guid.NewGuid());
        var now = engine.Time.GetUtcNow();
        return DeliveryMessage.Of(
            new DeliveryRecord
            {
                Id = Guid.NewGuid(),
                Organization = organization,
                Subscription = Guid.NewGuid(),
                Event = new EventReference(organization, "p", Guid.NewGuid()),
                EventName = name,
                CreatedAt = now,
                NextAttemptAt = now,
            }
        );
    }

    private static async Task<QueueForwarder> Start(ServiceBusEngine engine)
    {
        var log = NullLogger<QueueForwarder>.Instance;
        var forwarder = new QueueForwarder(engine.Outbox, engine.Queue, Loops.In(engine.Time), engine.Time, log);
        await forwarder.StartAsync(default);
        return forwarder;
    }

    private static async Task Commit(ServiceBusEngine engine, string id, TimeSpan dueIn)
    {
        var timer = new QueueMessage(id, "timers", engine.Time.GetUtcNow() + dueIn, "{}"u8.ToArray());
        var commit = new Commit(new OrganizationId(Guid.NewGuid()), "p") { Timers = [timer] };
        Assert.IsType<CommitResult.Done>(await engine.Store.Commit(commit, default));
    }
}
