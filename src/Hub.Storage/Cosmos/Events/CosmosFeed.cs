using System.Net;
using Hub.Delivery.SettingAside;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Cosmos.Events;

/// <summary>
/// Committed events from the change feed. Hubs that run share its partitions by leases, and take over those of a hub that
/// died. A lease moves on when its batch was handed over, so every event is handed over at least once, and those of one
/// logical partition in their order. Timers of a commit go to the queue here, before its events go to the relay.
/// </summary>
internal sealed partial class CosmosFeed(
    CosmosAccount account,
    IQueue queue,
    EventPurge purge,
    SetAside setAside,
    FeedHealth health,
    IOptions<CosmosOptions> options,
    ILogger<CosmosFeed> logger
) : IEventFeed
{
    private const string Processor = "relay";
    private const int BatchSize = 500;
    private static readonly TimeSpan StoppingTime = TimeSpan.FromSeconds(15);

    public async ValueTask<long> Position(CancellationToken cancellation) =>
        await ServiceClock.Now(account, cancellation) - ServiceClock.Apart;

    public async Task Run(
        Func<IReadOnlyList<CommittedEvent>, CancellationToken, Task> relay,
        CancellationToken cancellation
    )
    {
        var (core, leases) = await account.Feed(cancellation);
        using var handing = new Handing(queue, purge, setAside, health, relay);
        var processor = Build(core, leases, handing);
        await Start(processor, cancellation);
        try
        {
            await handing.Failed.WaitAsync(cancellation);
        }
        finally
        {
            await Stop(processor);
        }
    }

    public Task<NoticePage> After(string? place, CancellationToken cancellation) =>
        NoticeFeed.After(account, place, cancellation);

    private static async Task Start(ChangeFeedProcessor processor, CancellationToken cancellation)
    {
        try
        {
            await processor.StartAsync();
        }
        catch (CosmosException met)
            when (met.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed)
        {
            // The first hubs of a new store make the leases at the same time, and the SDK is not ready for that.
            throw new StorageException("Another hub is just laying out the change feed's leases.", met);
        }
        catch (Exception failure) when (Failure.AsOutage(failure, Operation.Feed, cancellation) is StorageException)
        {
            throw Failure.AsOutage(failure, Operation.Feed, cancellation);
        }
    }

    private ChangeFeedProcessor Build(Container core, Container leases, Handing handing)
    {
        var lease = options.Value.FeedLease;
        return core.GetChangeFeedProcessorBuilder(Processor, handing.Hand)
            .WithInstanceName($"{Environment.MachineName}-{Guid.NewGuid():N}")
            .WithLeaseContainer(leases)
            .WithStartTime(DateTime.MinValue.ToUniversalTime())
            .WithPollInterval(options.Value.FeedInterval)
            .WithLeaseConfiguration(lease / 4, lease, lease / 3)
            .WithMaxItems(BatchSize)
            .WithLeaseReleaseNotification(token =>
            {
                health.Moved(token);
                return Task.CompletedTask;
            })
            .WithErrorNotification(
                (token, failure) =>
                {
                    // The lease going to another hub is reported so, too.
                    if (failure is not CosmosException { StatusCode: HttpStatusCode.PreconditionFailed })
                        health.Failed(token);
                    Log.Troubled(logger, failure, token);
                    return Task.CompletedTask;
                }
            )
            .Build();
    }

    /// <summary>A lease that cannot be given back runs out by itself.</summary>
    private async Task Stop(ChangeFeedProcessor processor)
    {
        try
        {
            await processor.StopAsync().WaitAsync(StoppingTime);
        }
        catch (Exception failure)
            when (failure is TimeoutException || Failure.IsTransient(failure, CancellationToken.None))
        {
            Log.NotGivenBack(logger, failure);
        }
    }

    /// <summary>Hands over one batch at a time, whichever partition it is from; the first failure ends the run.</summary>
    private sealed class Handing(
        IQueue queue,
        EventPurge purge,
        SetAside setAside,
        FeedHealth health,
        Func<IReadOnlyList<CommittedEvent>, CancellationToken, Task> relay
    ) : IDisposable
    {
        private readonly SemaphoreSlim turn = new(1);
        private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Failed => failed.Task;

        public async Task Hand(ChangeFeedProcessorContext context, Stream changes, CancellationToken stopping)
        {
            CosmosMetrics.Charged(Operation.Feed, context.Headers.RequestCharge);
            health.Begun(context.LeaseToken);
            var page = await OutboxPage.Read(changes, stopping);
            if (page.IsEmpty)
            {
                health.Moved(context.LeaseToken);
                return;
            }
            await turn.WaitAsync(stopping);
            try
            {
                // After a failure nothing more is handed over: what came first must come first again.
                if (failed.Task.IsCompleted)
                    await failed.Task;
                // On record before the lease moves on: nothing is passed over that nobody knows of.
                foreach (var (organization, sort, place, problem) in page.Unreadable)
                    await setAside.Keep(organization, sort, place, problem, stopping);
                if (page.Timers.Count > 0)
                    await queue.Enqueue(page.Timers, stopping);
                if (page.Events.Count > 0)
                    await relay(page.Events, stopping);
                foreach (var request in page.Purges)
                    await purge.Carry(request, stopping);
                health.Moved(context.LeaseToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                health.Failed(context.LeaseToken);
                failed.TrySetException(failure);
                throw;
            }
            finally
            {
                turn.Release();
            }
        }

        public void Dispose() => turn.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The change feed is troubled at lease {Lease}; it goes on by itself")]
        public static partial void Troubled(ILogger logger, Exception exception, string lease);

        [LoggerMessage(LogLevel.Information, "Leases of the change feed could not be given back; they run out")]
        public static partial void NotGivenBack(ILogger logger, Exception exception);
    }
}
