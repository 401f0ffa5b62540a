using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Holding;
using Hub.Storage.ServiceBus.Http;
using Hub.Storage.ServiceBus.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus;

/// <summary>
/// Tells the service what became of a message. What goes on goes on as a copy that is sent before the original is
/// completed: a crash in between leaves both, never none, and the copy's id makes a second copy impossible.
/// </summary>
internal sealed partial class Settlements(
    HeldMessages messages,
    LockKeeper keeper,
    Sender sender,
    RuntimeApi api,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public async Task<bool> Settle(
        LeasedMessage message,
        Func<Envelope, CancellationToken, Task>? sendCopy,
        CancellationToken cancellation
    )
    {
        if (messages.BeginSettling(message) is not { } held)
            return false;
        try
        {
            var settled = await Replace(held, sendCopy, cancellation);
            messages.Forget(held);
            return settled;
        }
        finally
        {
            messages.EndSettling(held);
        }
    }

    /// <summary>Puts back a message that was not leased, as a copy for later; that is not an attempt.</summary>
    public async Task PutBack(HeldMessage held, DateTimeOffset until, CancellationToken cancellation)
    {
        var copy = held.Locked.Envelope.Move() with { Leases = held.DeliveryCount - 1 };
        // Longer each time, so that a lane that stays closed costs ever less.
        var earliest = time.GetUtcNow() + Pause(held.Locked.Envelope.Moves);
        var due = until > earliest ? until : earliest;
        try
        {
            await Replace(held, (_, token) => sender.Send(copy, due, token), cancellation);
            ServiceBusMetrics.WasPutBack();
        }
        catch (ServiceBusException outage)
        {
            Log.NotPutBack(logger, held.Message.Id, outage.Message);
            await keeper.GiveBack(held, cancellation);
        }
        finally
        {
            messages.Forget(held);
        }
    }

    private async Task<bool> Replace(
        HeldMessage held,
        Func<Envelope, CancellationToken, Task>? sendCopy,
        CancellationToken cancellation
    )
    {
        if (sendCopy is not null)
        {
            // A copy of a message that is somebody else's by now would only be a duplicate.
            if (!await keeper.Ensure(held, cancellation))
                return false;
            await sendCopy(held.Locked.Envelope, cancellation);
        }
        return await api.Complete(held.Locked.Location, held.LockedUntil, cancellation);
    }

    private static TimeSpan Pause(int moves)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(moves, 6));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} could not be put back for later: {Problem}")]
        public static partial void NotPutBack(ILogger logger, string messageId, string problem);
    }
}
