using Azure.Messaging.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Amqp;
using Hub.Storage.ServiceBus.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus;

/// <summary>
/// The queue's own dead letters: what the hub gave up and what the service did. Hubs that spoke HTTPS could not put any
/// there and had a queue of their own for them; what is in such a one is moved once.
/// </summary>
internal sealed partial class DeadLetters(
    ServiceBusQueueOptions options,
    AmqpQueue queue,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromMinutes(1);

    /// <summary>The newest first. The service knows them by age, so all are passed over for the newest.</summary>
    public async Task<IReadOnlyList<DeadMessage>> Read(int max, CancellationToken cancellation)
    {
        var newest = new PriorityQueue<DeadMessage, DateTimeOffset>();
        await foreach (var received in queue.DeadLetters(cancellation))
        {
            var dead = Describe(EnvelopeProperties.Read(received));
            newest.Enqueue(dead, dead.At);
            if (newest.Count > max)
                newest.Dequeue();
        }
        return [.. newest.UnorderedItems.Select(static one => one.Element).OrderByDescending(static dead => dead.At)];
    }

    /// <summary>
    /// Nothing but the service itself writes to a queue's dead letters: those of before come along the queue, marked, and
    /// whichever hub gets one sets it aside at once.
    /// </summary>
    public async Task MoveOld(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var moved = 0;
                foreach (var part in new[] { SubQueue.None, SubQueue.DeadLetter })
                    moved += await queue.MoveFrom(options.OldDeadLetters, part, Copy, cancellation);
                if (moved > 0)
                    Log.Moved(logger, moved, options.OldDeadLetters);
                return;
            }
            catch (IOException outage)
            {
                Log.NotMoved(logger, options.OldDeadLetters, outage.Message);
            }
            await Task.Delay(PauseAfterOutage, time, cancellation);
        }
    }

    private static ServiceBusMessage Copy(ServiceBusReceivedMessage old)
    {
        var envelope = EnvelopeProperties.Read(old);
        return EnvelopeProperties.Write(
            envelope with
            {
                Death = envelope.Death ?? new Death(Unknown, old.EnqueuedTime),
            },
            null
        );
    }

    private const string Unknown = "Unknown";

    private static DeadMessage Describe(Envelope envelope) =>
        envelope.Death is { } death
            ? new(envelope.Message, death.Reason, death.At)
            : new(envelope.Message, Unknown, envelope.Message.Due);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} dead letters moved here from queue {Queue}, which may be deleted")]
        public static partial void Moved(ILogger logger, int count, string queue);

        [LoggerMessage(LogLevel.Warning, "The dead letters of queue {Queue} cannot be moved here yet: {Problem}")]
        public static partial void NotMoved(ILogger logger, string queue, string problem);
    }
}
