using Azure.Messaging.ServiceBus;
using Hub.Delivery;
using Hub.Storage.ServiceBus.Amqp;
using Hub.Storage.ServiceBus.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>
/// Hubs that spoke HTTPS could not put a message among a queue's own dead letters, and had a queue beside it for them: what
/// is there moves over once, at the start. Nobody but the service writes to a queue's dead letters, so the messages come
/// along the queue, marked, and whichever hub gets one sets it aside at once.
/// </summary>
internal sealed partial class OldDeadLetters(
    IOptions<ServiceBusQueueOptions> options,
    AmqpQueue queue,
    BackgroundLoops loops,
    TimeProvider time,
    ILogger<OldDeadLetters> logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromMinutes(1);

    /// <summary>Read so often that the service set them aside, some are among the dead letters of the old queue itself.</summary>
    private static readonly SubQueue[] Parts = [SubQueue.None, SubQueue.DeadLetter];

    private readonly string old = options.Value.OldDeadLetters;
    private bool hasMoved;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!hasMoved && !stoppingToken.IsCancellationRequested)
        {
            await loops.Once(
                "old_dead_letters",
                $"The dead letters of queue {old} cannot be moved yet",
                Move,
                stoppingToken
            );
            if (!hasMoved)
                await Task.Delay(PauseAfterOutage, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Move(CancellationToken stopping)
    {
        var moved = 0;
        foreach (var part in Parts)
            moved += await queue.MoveFrom(old, part, Copy, stopping);
        if (moved > 0)
            Log.Moved(logger, moved, old);
        hasMoved = true;
    }

    private static ServiceBusMessage Copy(ServiceBusReceivedMessage received)
    {
        if (EnvelopeProperties.TryRead(received) is not { } envelope)
            return new ServiceBusMessage(received);
        var death = envelope.Death ?? new Death(Death.Unknown, received.EnqueuedTime);
        return EnvelopeProperties.Write(envelope with { Death = death }, null);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} dead letters moved from queue {Queue}, which may be deleted")]
        public static partial void Moved(ILogger logger, int count, string queue);
    }
}
