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
    TimeProvider time,
    ILogger<QueueForwarder> logger
) : BackgroundService
{
    private const int AtOnce = 256;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var due = await file.Lease(AtOnce, LeaseTime, null, stoppingToken);
            try
            {
                await service.Enqueue(
                    [
                        .. due.Select(static leased =>
                            DeliveryMessageBody.Moved(leased.Message, leased.DeliveryCount - 1)
                        ),
                    ],
                    stoppingToken
                );
                await Task.WhenAll(due.Select(leased => file.Complete(leased, CancellationToken.None)));
            }
            catch (IOException outage)
            {
                Log.Outage(logger, due.Count, outage.Message);
                var later = time.GetUtcNow() + PauseAfterOutage;
                await Task.WhenAll(due.Select(leased => file.RetryAt(leased, later, CancellationToken.None)));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} messages wait in the file for the queue service: {Problem}")]
        public static partial void Outage(ILogger logger, int count, string problem);
    }
}
