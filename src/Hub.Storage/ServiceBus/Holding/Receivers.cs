using Hub.Storage.ServiceBus.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>Long polls, as many as configured, each bringing one message at a time while there is a place for it.</summary>
internal sealed partial class Receivers(
    ServiceBusQueueOptions options,
    RuntimeApi api,
    HeldMessages messages,
    LeaseDemand demand,
    BackgroundTasks tasks,
    TimeProvider time,
    ILogger<ServiceBusQueue> logger
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TimeSpan wait = TimeSpan.FromSeconds(options.LongPollSeconds);
    private int started;

    public bool IsStarted => Volatile.Read(ref started) == 1;

    /// <summary>The first call starts them.</summary>
    public void Start(Action<Wire.LockedMessage> receive)
    {
        if (Interlocked.Exchange(ref started, 1) == 1)
            return;
        for (var receiver = 0; receiver < options.Receivers; receiver++)
            tasks.Run(cancellation => Run(receive, cancellation));
    }

    private async Task Run(Action<Wire.LockedMessage> receive, CancellationToken cancellation)
    {
        var pause = FirstPause;
        while (true)
        {
            await demand.Exists(cancellation);
            await messages.TakePlace(cancellation);
            try
            {
                if (await api.PeekLock(options.Queue, wait, cancellation) is { } locked)
                    receive(locked);
                else
                    messages.LeavePlace();
                pause = FirstPause;
                continue;
            }
            catch (ServiceBusException outage)
            {
                messages.LeavePlace();
                Log.Outage(logger, options.Queue, outage.Message);
            }
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nothing can be received from queue {Queue}: {Problem}")]
        public static partial void Outage(ILogger logger, string queue, string problem);
    }
}
