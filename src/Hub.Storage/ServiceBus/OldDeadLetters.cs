using Azure.Messaging.ServiceBus;
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
    TimeProvider time,
    ILogger<OldDeadLetters> logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromMinutes(1);

    /// <summary>Read so often that the service set them aside, some are among the dead letters of the old queue itself.</summary>
    private static readonly SubQueue[] Parts = [SubQueue.None, SubQueue.DeadLetter];

    private readonly string old = options.Value.OldDeadLetters;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await HasMoved(stoppingToken))
            await Task.Delay(PauseAfterOutage, time, stoppingToken);
    }

    private async Task<bool> HasMoved(CancellationToken stopping)
    {
        try
        {
            var moved = 0;
            foreach (var part in Parts)
                moved += await queue.MoveFrom(old, part, Copy, stopping);
            if (moved > 0)
                Log.Moved(logger, moved, old);
            return true;
        }
        catch (IOException outage)
        {
            Log.NotMoved(logger, old, outage.Message);
            return false;
        }
    }

    private static ServiceBusMessage Copy(ServiceBusReceivedMessage received)
    {
        var envelope = EnvelopeProperties.Read(received);
        var death = envelope.Death ?? new Death(Death.Unknown, received.EnqueuedTime);
        return EnvelopeProperties.Write(envelope with { Death = death }, null);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} dead letters moved from queue {Queue}, which may be deleted")]
        public static partial void Moved(ILogger logger, int count, string queue);

        [LoggerMessage(LogLevel.Warning, "The dead letters of queue {Queue} cannot be moved yet: {Problem}")]
        public static partial void NotMoved(ILogger logger, string queue, string problem);
    }
}
