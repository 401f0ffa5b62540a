using Hub.Delivery;
using Hub.Delivery.Deliveries;
using Hub.Ports.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// Where the queue is a service: timers are still committed together with their documents, to the queue in the file, and go
/// on to the service when they are due. So does whatever was on that queue before the hub moved to the service.
/// </summary>
internal sealed partial class QueueForwarder(
    SqliteQueue file,
    IQueue service,
    BackgroundLoops loops,
    TimeProvider time,
    ILogger<QueueForwarder> logger
) : BackgroundService
{
    private const int AtOnce = 256;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Run("queue_forwarder", "Messages wait in the file for the queue service", Forward, stoppingToken);

    private async Task Forward(CancellationToken stopping)
    {
        var due = await file.Lease(AtOnce, LeaseTime, null, stopping);
        try
        {
            await Send(due, stopping);
        }
        catch (IOException outage)
        {
            Log.Outage(logger, due.Count, outage.Message);
            var later = time.GetUtcNow() + PauseAfterOutage;
            await Task.WhenAll(due.Select(leased => file.RetryAt(leased, later, CancellationToken.None)));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            foreach (var leased in due)
                await SendAlone(leased, stopping);
        }
    }

    private async Task Send(IReadOnlyList<LeasedMessage> due, CancellationToken stopping)
    {
        await service.Enqueue(
            [.. due.Select(static leased => DeliveryMessageBody.Moved(leased.Message, leased.DeliveryCount - 1))],
            stopping
        );
        await Task.WhenAll(due.Select(leased => file.Complete(leased, CancellationToken.None)));
    }

    /// <summary>One of them is nothing that the service takes: it is set aside, and the others go on.</summary>
    private async Task SendAlone(LeasedMessage leased, CancellationToken stopping)
    {
        try
        {
            await Send([leased], stopping);
        }
        catch (Exception bug) when (bug is not (IOException or OperationCanceledException))
        {
            Log.Bug(logger, bug, leased.Message.Id);
            await file.DeadLetter(leased, $"{bug.GetType().Name}: {bug.Message}", CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} messages wait in the file for the queue service: {Problem}")]
        public static partial void Outage(ILogger logger, int count, string problem);

        [LoggerMessage(LogLevel.Error, "Message {MessageId} cannot be forwarded and is set aside as a dead letter")]
        public static partial void Bug(ILogger logger, Exception exception, string messageId);
    }
}
