using Azure.Messaging.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Amqp;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus;

/// <summary>The queue's own dead letters: what the hub gave up, and what the service did.</summary>
internal sealed class DeadLetters(AmqpQueue queue)
{
    /// <summary>The newest first. The service knows them by age, so all are passed over for the newest.</summary>
    public async Task<IReadOnlyList<DeadMessage>> Read(int max, CancellationToken cancellation)
    {
        var newest = new PriorityQueue<DeadMessage, DateTimeOffset>();
        await foreach (var received in queue.DeadLetters(cancellation))
        {
            var dead = EnvelopeProperties.TryRead(received) is { } envelope ? Describe(envelope) : Describe(received);
            newest.Enqueue(dead, dead.At);
            if (newest.Count > max)
                newest.Dequeue();
        }
        return [.. newest.UnorderedItems.Select(static one => one.Element).OrderByDescending(static dead => dead.At)];
    }

    /// <summary>One that is no message of a hub is among them all the same.</summary>
    private static DeadMessage Describe(ServiceBusReceivedMessage received) =>
        new(
            new QueueMessage($"sequence-{received.SequenceNumber}", "", received.EnqueuedTime, default),
            Death.Unreadable,
            received.EnqueuedTime
        );

    private static DeadMessage Describe(Envelope envelope) =>
        envelope.Death is { } death
            ? new(envelope.Message, death.Reason, death.At)
            : new(envelope.Message, Death.Unknown, envelope.Message.Due);
}
