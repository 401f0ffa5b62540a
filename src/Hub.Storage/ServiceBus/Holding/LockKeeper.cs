using Hub.Storage.ServiceBus.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>
/// Renews the lock of every held message at half of its time, whether it waits or is being worked on, and gives back what
/// this hub has stopped asking for.
/// </summary>
internal sealed partial class LockKeeper(
    HeldMessages messages,
    RuntimeApi api,
    BackgroundTasks tasks,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(1);

    /// <summary>What a held message's timer calls. True when the message has begun to wait again.</summary>
    public bool Look(HeldMessage held)
    {
        var need = messages.Look(held);
        if (need is Need.Renewal)
            tasks.Run(cancellation => RenewInTime(held, cancellation));
        else if (need is Need.GivingBack)
            tasks.Run(cancellation => GiveBack(held, cancellation));
        return need is Need.Leasing;
    }

    /// <summary>True when the message is surely this hub's for a while: by its lock's time, or by asking.</summary>
    public async Task<bool> Ensure(HeldMessage held, CancellationToken cancellation) =>
        held.LockedUntil - time.GetUtcNow() > held.Locked.LockTime / 4 || await Renew(held, cancellation);

    /// <summary>To whoever is next, without waiting for the lock to run out.</summary>
    public async Task GiveBack(HeldMessage held, CancellationToken cancellation)
    {
        try
        {
            await api.Unlock(held.Locked.Location, cancellation);
        }
        catch (ServiceBusException)
        {
            // The lock runs out by itself.
        }
    }

    private async Task<bool> Renew(HeldMessage held, CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        if (await api.Renew(held.Locked.Location, cancellation))
        {
            messages.Renewed(held, asked);
            return true;
        }
        if (messages.Forget(held))
            Lost(held);
        return false;
    }

    private async Task RenewInTime(HeldMessage held, CancellationToken cancellation)
    {
        try
        {
            await Renew(held, cancellation);
        }
        catch (ServiceBusException outage)
        {
            Log.NotRenewed(logger, held.Message.Id, outage.Message);
            if (!messages.RenewalFailed(held, PauseAfterOutage))
                Lost(held);
        }
    }

    private void Lost(HeldMessage held)
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
