using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What hubs that spoke HTTPS left in a queue of their own for dead letters.</summary>
public sealed class OldDeadLetterTests
{
    private const string Old = "deliveries-dead";

    [Fact]
    public async Task Old_dead_letters_move_to_the_others_with_their_reason_and_time()
    {
        await using var local = await LocalQueue.Start();
        local.Host.CreateQueue(Old, new QueueOptions { MaxDeliveryCount = 1 });
        await Leave(local, "a", "na%C3%AFve");
        await Leave(local, "b", "Broken.");
        await GiveUp(local, "a");

        await Move(local);
        // Only a hub that leases sets them aside; nobody is given one to work on.
        var lease = local.Lease();
        await local.Until(counts => counts.Dead == 2);

        var dead = await local.Queue.DeadLetters(10, CancellationToken.None);
        var at = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [("a", "lane", "naïve", at), ("b", "lane", "Broken.", at)],
            dead.Select(one => (one.Message.Id, one.Message.Lane, one.Reason, one.At)).Order()
        );
        var left = local.Host.Counts(Old);
        Assert.Equal((0, 0), (left.Total, left.Dead));
        Assert.False(lease.IsCompleted);
        await local.Enqueue(local.Message("c"));
        Assert.Equal("c", (await lease).Message.Id);
    }

    [Fact]
    public async Task A_namespace_without_the_old_queue_has_nothing_to_move()
    {
        await using var local = await LocalQueue.Start();

        await Move(local);

        Assert.Equal((0, 0), (local.Counts.Total, local.Counts.Dead));
    }

    [Fact]
    public async Task An_outage_while_moving_loses_none_and_moves_none_twice()
    {
        await using var local = await LocalQueue.Start();
        local.Host.CreateQueue(Old);
        await Leave(local, "a", "Broken.");
        local.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Forbidden);

        var moving = Move(local);
        // A minute of rest, and the lock of what could not be completed runs out.
        await local.Time.PassWait(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await moving;

        Assert.Equal((1, 1, 0), (local.Counts.Active, local.Counts.DuplicatesDropped, local.Host.Counts(Old).Total));
    }

    private static async Task Move(LocalQueue local)
    {
        var options = new ServiceBusQueueOptions { ConnectionString = local.Host.ConnectionString };
        await using var queue = ServiceBusSetup.Connect(options, null, new(), local.Time);
        using var mover = new OldDeadLetters(
            Options.Create(options),
            queue,
            Loops.In(local.Time),
            local.Time,
            NullLogger<OldDeadLetters>.Instance
        );
        await mover.StartAsync(CancellationToken.None);
        await mover.ExecuteTask!.WaitAsync(LocalQueue.WaitLimit);
    }

    private static async Task Leave(LocalQueue local, string id, string reason)
    {
        await using var client = local.NewClient();
        await client
            .CreateSender(Old)
            .SendMessageAsync(
                new ServiceBusMessage("{}")
                {
                    MessageId = id,
                    Subject = "lane",
                    ApplicationProperties =
                    {
                        ["hub-due"] = "2026-03-01T07:00:00.0000000Z",
                        ["hub-reason"] = reason,
                        ["hub-dead-at"] = "2026-03-01T08:00:00.0000000Z",
                    },
                }
            );
    }

    /// <summary>Read so often that the service set it aside.</summary>
    private static async Task GiveUp(LocalQueue local, string id)
    {
        await using var client = local.NewClient();
        await using var receiver = client.CreateReceiver(Old);
        var received = await receiver.ReceiveMessageAsync();
        Assert.Equal(id, received.MessageId);
        await receiver.AbandonMessageAsync(received);
    }
}
