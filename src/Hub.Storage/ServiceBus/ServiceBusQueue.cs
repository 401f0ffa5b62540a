using Azure.Messaging.ServiceBus;
using Hub.Delivery.SettingAside;
using Hub.Delivery.Telemetry;
using Hub.Ports.Queue;
using Hub.Storage.Lanes;
using Hub.Storage.ServiceBus.Amqp;
using Hub.Storage.ServiceBus.Holding;
using Hub.Storage.ServiceBus.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.ServiceBus;

/// <summary>
/// The queue in Azure Service Bus, for any number of hubs. Messages are locked and kept here until they are leased; a lease
/// lasts as long as it was asked for, whatever the lock's time.
/// </summary>
internal sealed partial class ServiceBusQueue : IQueue, IAsyncDisposable
{
    /// <summary>A message that is early by no more than this, as when clocks differ, waits here for its time.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>A look at the first messages: some may be leased, or scheduled.</summary>
    private const int FirstFew = 32;

    private readonly ServiceBusQueueOptions options;
    private readonly AmqpQueue queue;
    private readonly TimeProvider time;
    private readonly ILogger<ServiceBusQueue> logger;
    private readonly QueueClock clock;
    private readonly BackgroundTasks tasks;
    private readonly LeaseDemand demand;
    private readonly HeldMessages messages;
    private readonly LockKeeper keeper;
    private readonly Sender sender;
    private readonly Settlements settlements;
    private readonly Receiver receiver;
    private readonly DeadLetters deadLetters;
    private int unknownDepths;
    private int disposed;

    public ServiceBusQueue(
        IOptions<ServiceBusQueueOptions> options,
        AmqpQueue queue,
        TimeProvider time,
        ILogger<ServiceBusQueue> logger
    )
    {
        this.options = options.Value;
        this.queue = queue;
        this.time = time;
        this.logger = logger;
        clock = new QueueClock(time);
        tasks = new BackgroundTasks(logger);
        demand = new LeaseDemand(time);
        messages = new HeldMessages(this.options.Prefetch, demand, time);
        keeper = new LockKeeper(messages, queue, tasks, time, logger);
        sender = new Sender(queue.Sender, time);
        settlements = new Settlements(messages, keeper, sender, queue, time, logger);
        receiver = new Receiver(this.options, queue, messages, demand, tasks, time, logger);
        deadLetters = new DeadLetters(queue);
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
        receiver.Start(Receive);
        demand.Begin();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var woken = clock.NextWake();
                var offer = messages.Take(max, duration, room, out var excess);
                foreach (var (held, again) in excess)
                    tasks.Run(token => settlements.PutBack(held, again, token));
                if (offer.Taken.Count > 0)
                    return offer.Taken;
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
        settlements.Complete(message, cancellation);

    public Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation) =>
        settlements.Retry(message, due, cancellation);

    public Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation) =>
        settlements.Bury(message, reason, cancellation);

    public async Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation) =>
        messages.Extend(message, duration) is { } extended && await keeper.Ensure(extended.Held, cancellation)
            ? extended.Lease
            : null;

    public async Task<QueueDepth> Depth(CancellationToken cancellation)
    {
        var held = messages.Count();
        if (await queue.Count(cancellation) is not { } counts)
        {
            if (Interlocked.Exchange(ref unknownDepths, 1) == 0)
                Log.Uncounted(logger, options.Queue);
            return new QueueDepth(held.Due, held.NotDue, held.Leased, 0, held.OldestDue);
        }
        var ready = Math.Max(0, counts.Active - held.Leased - held.NotDue);
        return new QueueDepth(
            ready,
            counts.Scheduled + held.NotDue,
            held.Leased,
            counts.Dead,
            ready == 0 ? null : held.OldestDue ?? await LookAtOldest(cancellation)
        );
    }

    public Task<IReadOnlyList<DeadMessage>> DeadLetters(int max, CancellationToken cancellation) =>
        deadLetters.Read(max, cancellation);

    /// <summary>Gives everything back, so that other hubs need not wait for the locks to run out.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        await tasks.Stop();
        if (receiver.IsStarted)
            await queue.StopReceiving();
        await tasks.Ended();
        // By the real clock: a process that ends has no other.
        using var patience = new CancellationTokenSource(Farewell);
        var now = time.GetUtcNow();
        var held = messages.ForgetAll().Where(one => one.LockedUntil > now);
        await Task.WhenAll(held.Select(one => keeper.GiveBack(one, patience.Token)))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await queue.DisposeAsync();
        tasks.Dispose();
        messages.Dispose();
        clock.Dispose();
    }

    /// <summary>A hub that leases has the oldest messages here; one that does not takes a look at the service.</summary>
    private async Task<DateTimeOffset?> LookAtOldest(CancellationToken cancellation)
    {
        if (receiver.IsStarted)
            return null;
        var first = await queue.Peek(FirstFew, cancellation);
        return first.FirstOrDefault(static one => one.State is ServiceBusMessageState.Active) is { } oldest
            ? EnvelopeProperties.TryRead(oldest)?.Message.Due ?? oldest.EnqueuedTime
            : null;
    }

    private void Receive(ServiceBusReceivedMessage received)
    {
        if (TryHold(received) is not { } held)
            return;
        if (held.Envelope.Death is not null)
            tasks.Run(token => settlements.Bury(held, token));
        else if (held.State is LockedState.Moving)
            tasks.Run(token => settlements.PutBack(held, held.Message.Due, token));
        else
            clock.Wake();
    }

    /// <summary>What is no message of a hub goes to the dead letters at once: it must hold up no other.</summary>
    private LockedMessage? TryHold(ServiceBusReceivedMessage received)
    {
        try
        {
            return messages.Add(received, Early, Look);
        }
        catch (Exception problem)
        {
            HubMetrics.SetAside(SetAsideSorts.Message);
            Log.Unreadable(logger, problem, received.SequenceNumber, options.Queue);
            messages.LeavePlaces(1);
            tasks.Run(token => SetAside(received, token));
            return null;
        }
    }

    private async Task SetAside(ServiceBusReceivedMessage received, CancellationToken cancellation)
    {
        try
        {
            var death = new Death(Death.Unreadable, time.GetUtcNow());
            var properties = EnvelopeProperties.Of(death);
            await queue.DeadLetter(received, death.Reason, properties, received.LockedUntil, cancellation);
        }
        catch (IOException)
        {
            // Its lock runs out, and whoever gets it then sets it aside.
        }
    }

    private void Look(LockedMessage held)
    {
        if (keeper.Look(held))
            clock.Wake();
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "The message with sequence number {SequenceNumber} of queue {Queue} is no message of a hub, and is set aside"
        )]
        public static partial void Unreadable(ILogger logger, Exception exception, long sequenceNumber, string queue);

        [LoggerMessage(
            LogLevel.Warning,
            "The messages of queue {Queue} cannot be counted: it is missing, or the hub may not manage it"
        )]
        public static partial void Uncounted(ILogger logger, string queue);
    }
}
