using Hub.Storage.ServiceBus.Amqp;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>
/// Renews the lock of every held message at half of its time, whether it waits or is being worked on, and gives back what
/// this hub has stopped asking for.
/// </summary>
internal sealed partial class LockKeeper(
    HeldMessages messages,
    AmqpQueue queue,
    BackgroundTasks tasks,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(1);

    /// <summary>What a held message's timer calls. True when a message has begun to wait.</summary>
    public bool Look(LockedMessage held)
    {
        var need = messages.Look(held, out var ready);
        if (need is Need.Renewal)
            tasks.Run(cancellation => RenewInTime(held, cancellation));
        else if (need is Need.GivingBack)
            tasks.Run(cancellation => GiveBack(held, cancellation));
        return ready;
    }

    /// <summary>True when the message is surely this hub's for a while: by its lock's time, or by asking.</summary>
    public async Task<bool> Ensure(LockedMessage held, CancellationToken cancellation) =>
        held.LockedUntil - time.GetUtcNow() > held.LockTime / 4 || await Renew(held, cancellation);

    /// <summary>To whoever is next, without waiting for the lock to run out.</summary>
    public async Task GiveBack(LockedMessage held, CancellationToken cancellation)
    {
        try
        {
            await queue.Abandon(held.Received, cancellation);
        }
        catch (IOException)
        {
            // The lock runs out by itself.
        }
    }

    private async Task<bool> Renew(LockedMessage held, CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        if (await queue.Renew(held.Received, cancellation))
        {
            messages.Renewed(held, asked);
            return true;
        }
        if (messages.Forget(held))
            Lost(held);
        return false;
    }

    private async Task RenewInTime(LockedMessage held, CancellationToken cancellation)
    {
        try
        {
            await Renew(held, cancellation);
        }
        catch (IOException outage)
        {
            Log.NotRenewed(logger, held.Message.Id, outage.Message);
            if (!messages.RenewalFailed(held, PauseAfterOutage))
                Lost(held);
        }
    }

    private void Lost(LockedMessage held)
    {
        ServiceBusMetrics.LostLock();
        Log.LockLost(logger, held.Message.Id);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The lock of message {MessageId} was lost; it will come again")]
        public static partial void LockLost(ILogger logger, string messageId);

        [LoggerMessage(LogLevel.Warning, "The lock of message {MessageId} could not be renewed: {Problem}")]
        public static partial void NotRenewed(ILogger logger, string messageId, string problem);
    }
}
