using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Holding;
using Hub.Storage.ServiceBus.Http;
using Hub.Storage.ServiceBus.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>
/// The queue in Azure Service Bus, for any number of hubs, over the service's HTTPS runtime API. Receivers lock messages
/// and keep them here until they are leased; a lease lasts as long as it was asked for, whatever the lock's time.
/// </summary>
internal sealed partial class ServiceBusQueue : IQueue, IAsyncDisposable
{
    /// <summary>A message that is early by no more than this, as when clocks differ, waits here for its time.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HangingUp = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly ServiceBusQueueOptions options;
    private readonly RuntimeApi api;
    private readonly TimeProvider time;
    private readonly ILogger<ServiceBusQueue> logger;
    private readonly QueueClock clock;
    private readonly BackgroundTasks tasks;
    private readonly LeaseDemand demand;
    private readonly HeldMessages messages;
    private readonly LockKeeper keeper;
    private readonly Sender sender;
    private readonly Settlements settlements;
    private readonly Receivers receivers;
    private readonly DeadLetters deadLetters;
    private int unknownDepths;
    private int disposed;

    public ServiceBusQueue(
        IOptions<ServiceBusQueueOptions> options,
        RuntimeApi api,
        TimeProvider time,
        ILogger<ServiceBusQueue> logger
    )
    {
        this.options = options.Value;
        this.api = api;
        this.time = time;
        this.logger = logger;
        clock = new QueueClock(time);
        tasks = new BackgroundTasks(logger);
        demand = new LeaseDemand(time);
        messages = new HeldMessages(this.options.Prefetch, demand, time);
        keeper = new LockKeeper(messages, api, tasks, time, logger);
        sender = new Sender(this.options, api, time);
        settlements = new Settlements(messages, keeper, sender, api, time, logger);
        receivers = new Receivers(this.options, api, messages, demand, tasks, time, logger);
        deadLetters = new DeadLetters(this.options, api);
    }

    public Task Enqueue(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation) =>
        sender.Send(messages, cancellation);

    public async Task<IReadOnlyList<LeasedMessage>> Lease(
        int max,
        TimeSpan duration,
        Func<string, LaneRoom>? room,
        CancellationToken cancellation
    )
    {
        receivers.Start(Receive);
        demand.Begin();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var woken = clock.NextWake();
                var offer = messages.Take(max, duration, room, out var leased);
                foreach (var (held, again) in offer.Excess)
                    tasks.Run(token => settlements.PutBack(held, again, token));
                if (leased.Count > 0)
                    return leased;
                await clock.Wait(woken, offer.NextLook, cancellation);
            }
        }
        finally
        {
            demand.End();
        }
    }

    public void RoomChanged() => clock.Wake();

    public Task<bool> Complete(LeasedMessage message, CancellationToken cancellation) =>
        settlements.Settle(message, null, cancellation);

    public Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation) =>
        settlements.Settle(
            message,
            (original, token) => sender.Send(original.Retry(due, message.DeliveryCount), due, token),
            cancellation
        );

    public Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation) =>
        settlements.Settle(
            message,
            (original, token) => sender.Bury(original.Bury(new Death(reason, time.GetUtcNow())), token),
            cancellation
        );

    public async Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation) =>
        messages.Extend(message, duration) is { } extended && await keeper.Ensure(extended.Held, cancellation)
            ? extended.Lease
            : null;

    public async Task<QueueDepth> Depth(CancellationToken cancellation)
    {
        var held = messages.Count();
        if (await api.Describe(options.Queue, cancellation) is not { } counts)
        {
            if (Interlocked.Exchange(ref unknownDepths, 1) == 0)
                Log.Uncounted(logger, options.Queue);
            return new QueueDepth(held.Due, held.NotDue, held.Leased, 0, held.OldestDue);
        }
        var buried = await api.Describe(options.DeadLetters, cancellation);
        var ready = Math.Max(0, counts.Active - held.Leased - held.NotDue);
        var oldest = ready == 0 ? null : held.OldestDue ?? await LookAtOldest(cancellation);
        return new QueueDepth(
            ready,
            counts.Scheduled + held.NotDue,
            held.Leased,
            counts.Dead + (buried is null ? 0 : buried.Active + buried.Dead),
            oldest
        );
    }

    /// <summary>A hub that leases has the oldest messages here; one that does not takes a look at the service.</summary>
    private async Task<DateTimeOffset?> LookAtOldest(CancellationToken cancellation)
    {
        if (receivers.IsStarted || await api.PeekLock(options.Queue, TimeSpan.Zero, cancellation) is not { } oldest)
            return null;
        await api.Unlock(oldest.Location, CancellationToken.None);
        return oldest.Envelope.Message.Due;
    }

    Task<IReadOnlyList<DeadMessage>> IQueue.DeadLetters(int max, CancellationToken cancellation) =>
        deadLetters.Read(max, cancellation);

    /// <summary>Gives everything back, so that other hubs need not wait for the locks to run out.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        await tasks.End();
        // By the real clock: a process that ends has no other.
        using var patience = new CancellationTokenSource(Farewell);
        var now = time.GetUtcNow();
        var held = messages.ForgetAll().Where(one => one.LockedUntil > now).ToList();
        // Until the service has noticed that the receivers are gone it would hand them what they give back.
        if (held.Count > 0)
            await Task.Delay(HangingUp, CancellationToken.None);
        await Task.WhenAll(held.Select(one => keeper.GiveBack(one, patience.Token)))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        tasks.Dispose();
        messages.Dispose();
        clock.Dispose();
    }

    private void Receive(LockedMessage locked)
    {
        var held = messages.Add(locked, Early, Look);
        if (held.State is HeldState.Moving)
            tasks.Run(token => settlements.PutBack(held, held.Message.Due, token));
        else
            clock.Wake();
    }

    private void Look(HeldMessage held)
    {
        if (keeper.Look(held))
            clock.Wake();
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The messages of queue {Queue} cannot be counted: it is missing, or the hub may not manage it"
        )]
        public static partial void Uncounted(ILogger logger, string queue);
    }
}
