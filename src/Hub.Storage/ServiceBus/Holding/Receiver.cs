using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Hub.Delivery.Telemetry;
using Hub.Storage.ServiceBus.Amqp;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>Asks for as many messages as there are places for, again and again, while anybody leases.</summary>
internal sealed partial class Receiver(
    ServiceBusQueueOptions options,
    AmqpQueue queue,
    HeldMessages messages,
    LeaseDemand demand,
    BackgroundTasks tasks,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private int started;
    private long asked;

    public bool IsStarted => Volatile.Read(ref started) == 1;

    /// <summary>The first call starts it.</summary>
    public void Start(Action<ServiceBusReceivedMessage> receive)
    {
        if (Interlocked.Exchange(ref started, 1) == 0)
            tasks.Run(cancellation => Run(receive, cancellation));
    }

    private async Task Run(Action<ServiceBusReceivedMessage> receive, CancellationToken cancellation)
    {
        var pause = FirstPause;
        while (true)
        {
            asked = Stopwatch.GetTimestamp();
            var found = 0;
            try
            {
                found = await Round(receive, cancellation);
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                HubMetrics.LoopFailed("servicebus_receiver", "bug");
                Log.Bug(logger, bug, options.Queue);
            }
            cancellation.ThrowIfCancellationRequested();
            // The service has nothing, and let the time pass. Where it did not, something is wrong: the link was cut.
            if (found > 0 || Stopwatch.GetElapsedTime(asked) >= Wait / 2)
            {
                // An empty queue and a link that nothing comes over any more look the same: go on with another one.
                if (found == 0)
                    await queue.StopReceiving();
                pause = FirstPause;
                continue;
            }
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Asks once; answers how many messages came.</summary>
    private async Task<int> Round(Action<ServiceBusReceivedMessage> receive, CancellationToken cancellation)
    {
        await UntilWanted(cancellation);
        var places = await messages.TakePlaces(cancellation);
        asked = Stopwatch.GetTimestamp();
        var found = await Receive(places);
        foreach (var message in found)
            receive(message);
        return found.Count;
    }

    /// <summary>What a hub had asked for would come to it, and be sent back, until it stops asking.</summary>
    private async Task UntilWanted(CancellationToken cancellation)
    {
        if (demand.Exists(cancellation) is not { IsCompleted: false } wanted)
            return;
        await queue.StopReceiving();
        await wanted;
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> Receive(int places)
    {
        IReadOnlyList<ServiceBusReceivedMessage> found = [];
        try
        {
            return found = await queue.Receive(places, Wait);
        }
        catch (IOException outage)
        {
            Log.Outage(logger, options.Queue, outage.Message);
            return found;
        }
        finally
        {
            messages.LeavePlaces(places - found.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nothing can be received from queue {Queue}: {Problem}")]
        public static partial void Outage(ILogger logger, string queue, string problem);

        [LoggerMessage(LogLevel.Error, "A round of receiving from queue {Queue} broke; the next one follows")]
        public static partial void Bug(ILogger logger, Exception exception, string queue);
    }
}
