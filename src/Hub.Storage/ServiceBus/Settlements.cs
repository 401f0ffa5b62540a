using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Amqp;
using Hub.Storage.ServiceBus.Holding;
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
    AmqpQueue queue,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    /// <summary>What the service takes as a reason.</summary>
    private const int LongestReason = 4096;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public Task<bool> Complete(LeasedMessage message, CancellationToken cancellation) =>
        Settle(message, Complete, cancellation);

    public Task<bool> Retry(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation) =>
        Settle(
            message,
            (held, token) => Replace(held, held.Envelope.Retry(due, message.DeliveryCount), due, token),
            cancellation
        );

    public Task<bool> Bury(LeasedMessage message, string reason, CancellationToken cancellation)
    {
        var death = new Death(reason, time.GetUtcNow());
        return Settle(message, (held, token) => Bury(held, death, token), cancellation);
    }

    /// <summary>Puts back a message that was not leased, as a copy for later; that is not an attempt.</summary>
    public Task PutBack(LockedMessage held, DateTimeOffset until, CancellationToken cancellation)
    {
        // Longer each time, so that a lane that stays closed costs ever less.
        var earliest = time.GetUtcNow() + Pause(held.Envelope.Moves);
        var due = until > earliest ? until : earliest;
        var copy = held.Envelope.Move() with { Leases = held.Leases };
        return Move(
            held,
            async token =>
            {
                await Replace(held, copy, due, token);
                ServiceBusMetrics.WasPutBack();
            },
            cancellation
        );
    }

    /// <summary>Sets aside a dead letter that came along the queue.</summary>
    public Task Bury(LockedMessage held, CancellationToken cancellation) =>
        Move(held, token => Bury(held, held.Envelope.Death!, token), cancellation);

    private async Task<bool> Settle(
        LeasedMessage message,
        Func<LockedMessage, CancellationToken, Task<bool>> tell,
        CancellationToken cancellation
    )
    {
        if (messages.BeginSettling(message) is not { } held)
            return false;
        try
        {
            var settled = await tell(held, cancellation);
            messages.Forget(held);
            return settled;
        }
        finally
        {
            messages.EndSettling(held);
        }
    }

    private async Task Move(LockedMessage held, Func<CancellationToken, Task> tell, CancellationToken cancellation)
    {
        try
        {
            await tell(cancellation);
        }
        catch (IOException outage)
        {
            Log.NotMoved(logger, held.Message.Id, outage.Message);
            await keeper.GiveBack(held, cancellation);
        }
        finally
        {
            messages.Forget(held);
        }
    }

    private async Task<bool> Replace(
        LockedMessage held,
        Envelope copy,
        DateTimeOffset due,
        CancellationToken cancellation
    )
    {
        // A copy of a message that is somebody else's by now would only be a duplicate.
        if (!await keeper.Ensure(held, cancellation))
            return false;
        await sender.Send(copy, due, cancellation);
        return await Complete(held, cancellation);
    }

    private Task<bool> Complete(LockedMessage held, CancellationToken cancellation) =>
        queue.Complete(held.Received, held.LockedUntil, cancellation);

    private Task<bool> Bury(LockedMessage held, Death death, CancellationToken cancellation)
    {
        var reason = death.Reason.Length > LongestReason ? death.Reason[..LongestReason] : death.Reason;
        return queue.DeadLetter(held.Received, reason, EnvelopeProperties.Of(death), held.LockedUntil, cancellation);
    }

    private static TimeSpan Pause(int moves)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(moves, 6));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} could not be put back or set aside: {Problem}")]
        public static partial void NotMoved(ILogger logger, string messageId, string problem);
    }
}
