using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Delivery.Sending;

/// <summary>
/// Leases messages and starts what they ask for, never more than there is room for: over all, per subscription, per
/// circuit, per minute. Stopping lets what is under way finish.
/// </summary>
public sealed partial class Dispatcher : BackgroundService
{
    private const int LargestLease = 128;
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromSeconds(90);

    private readonly IQueue queue;
    private readonly Courier courier;
    private readonly SubscriptionIndex subscriptions;
    private readonly KnownOrganizations organizations;
    private readonly IOutboundRate rate;
    private readonly DestinationPace pace;
    private readonly DeliveryOptions options;
    private readonly TimeSpan leaseTime;
    private readonly TimeProvider time;
    private readonly OutageLog outages;
    private readonly BackgroundLoops loops;
    private readonly ILogger<Dispatcher> logger;
    private readonly IReadOnlyList<IQueueHandler> handlers;
    private readonly Slots slots;
    private readonly CancellationTokenSource abort = new();
    private readonly IdleCache<string, SendingLane> lanes;
    private readonly RoomOffers offers = new();
    private readonly OrganizationShares shares;
    private readonly WorkLanes works = new();

    public Dispatcher(
        IQueue queue,
        Courier courier,
        SubscriptionIndex subscriptions,
        KnownOrganizations organizations,
        IOutboundRate rate,
        DestinationPace pace,
        IEnumerable<IQueueHandler> handlers,
        IOptions<DeliveryOptions> options,
        IOptions<EgressOptions> egress,
        OutageLog outages,
        BackgroundLoops loops,
        TimeProvider time,
        ILogger<Dispatcher> logger
    )
    {
        this.queue = queue;
        this.courier = courier;
        this.subscriptions = subscriptions;
        this.organizations = organizations;
        this.rate = rate;
        this.pace = pace;
        this.options = options.Value;
        // However long a request may take, its message must not come again meanwhile.
        leaseTime = egress.Value.Deadline + TimeToSettle;
        this.outages = outages;
        this.loops = loops;
        this.time = time;
        this.logger = logger;
        lanes = new(time, static lane => lane.IsIdle);
        this.handlers = [.. handlers];
        slots = new Slots(this.options.MaxInFlight);
        shares = new OrganizationShares(this.options.MaxInFlight, time);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var expired = cancellationToken.UnsafeRegister(_ => abort.Cancel(), null);
        await slots.WaitUntilAllFree();
    }

    public override void Dispose()
    {
        base.Dispose();
        abort.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Run("dispatcher", "The dispatcher waits for the queue", LeaseAndStart, stoppingToken);

    private async Task LeaseAndStart(CancellationToken stopping)
    {
        var taken = await slots.Take(LargestLease, stopping);
        var used = 0;
        try
        {
            Dictionary<SendingLane, List<LeasedMessage>>? together = null;
            foreach (var message in await queue.Lease(taken, leaseTime, Room, stopping))
            {
                used++;
                if (Start(message) is { } lane)
                    Gather(ref together, lane, message);
            }
            StartTogether(together);
        }
        finally
        {
            if (used < taken)
                slots.GiveBack(taken - used);
        }
    }

    /// <summary>Called while leasing: how many messages of a lane may be started now.</summary>
    private LaneRoom Room(string name)
    {
        if (!DeliveryMessageBody.IsLane(name))
            return new LaneRoom(works.Left(name));
        var (lane, isReplay) = (LaneOf(name), DeliveryMessageBody.IsReplay(name));
        // The end of a suspension is told of as room.
        if (organizations.IsKnownSuspended(lane.Organization))
            return new LaneRoom(0);
        // A batch is one request, however many messages it carries, or none when they are gathered.
        var isBatch = lane.Batching is not null && !DeliveryMessageBody.IsDigest(name);
        var room = lane.Room(isReplay, areAlone: !isBatch);
        if (room.Messages <= 0)
            return room;
        if (!isBatch && lane.Destination is { } destination)
        {
            if (pace.FreeAt(destination) is { } free)
                return new LaneRoom(0, free);
            if (pace.PaceOf(destination) > TimeSpan.Zero)
                room = new LaneRoom(1);
        }
        var (permits, again) = rate.Available(lane.Organization, isReplay);
        // A place that an organization gives back is told of as room, and asked for again then.
        var share = shares.Left(lane.Organization);
        if (share <= 0)
            return new LaneRoom(0);
        permits = Math.Min(permits, share);
        var offered = offers.Offer(name, lane.Organization, isBatch ? 1 : room.Messages, permits);
        if (offered == 0)
            return new LaneRoom(0, rate.IsLimited ? again ?? time.GetUtcNow() : null);
        return isBatch ? room : new LaneRoom(offered);
    }

    /// <summary>Answers the lane of a message that goes out with others of it, and is still to be started.</summary>
    private SendingLane? Start(LeasedMessage message)
    {
        if (DeliveryMessageBody.IsLane(message.Message.Lane))
        {
            var lane = LaneOf(message.Message.Lane);
            shares.Started(lane.Organization);
            if (!DeliveryMessageBody.IsDigest(message.Message.Lane) && (!lane.IsKnown || lane.Batching is not null))
                return lane;
            lane.Started();
            if (lane.Destination is { } destination)
                pace.Expect(destination);
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => _ = work.Dispatcher.Deliver(work.Message, work.Lane),
                (Dispatcher: this, Message: message, Lane: lane),
                preferLocal: false
            );
        }
        else
        {
            works.Started(message.Message.Lane);
            _ = Handle(message);
        }
        return null;
    }

    private async Task Deliver(LeasedMessage message, SendingLane lane)
    {
        try
        {
            await courier.Deliver(message, lane, abort.Token);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            // The store is away or the hub is stopping hard: the lease runs out and the message comes again.
            Unsettled(message, cause);
        }
        catch (Exception bug)
        {
            await SetAside(message, bug);
        }
        finally
        {
            shares.Ended(lane.Organization);
            slots.GiveBack(1);
            queue.RoomChanged();
        }
    }

    private async Task Handle(LeasedMessage message)
    {
        try
        {
            var handler = handlers.FirstOrDefault(one =>
                message.Message.Lane.StartsWith(one.LanePrefix, StringComparison.Ordinal)
            );
            if (handler is null)
                await queue.DeadLetter(message, "Nobody handles this lane.", abort.Token);
            else
                await handler.Handle(message, abort.Token);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            Unsettled(message, cause);
        }
        catch (Exception bug)
        {
            await SetAside(message, bug);
        }
        finally
        {
            works.Ended(message.Message.Lane);
            slots.GiveBack(1);
            queue.RoomChanged();
        }
    }

    /// <summary>A message that the hub cannot deal with must not come for ever, nor vanish.</summary>
    private async Task SetAside(LeasedMessage message, Exception bug)
    {
        Log.Bug(logger, bug, message.Message.Id);
        try
        {
            await queue.DeadLetter(message, $"{bug.GetType().Name}: {bug.Message}", CancellationToken.None);
        }
        catch (Exception failure)
        {
            Unsettled(message, failure);
        }
    }

    private void Unsettled(LeasedMessage message, Exception cause)
    {
        if (cause is IOException outage)
            outages.Note("Messages are not settled and come again", outage);
        else
            Log.Unsettled(logger, cause, message.Message.Id);
    }

    private SendingLane LaneOf(string name) =>
        lanes.GetOrAdd(
            DeliveryMessageBody.FreshLaneOf(name),
            static (name, dispatcher) => dispatcher.NewLane(name),
            this
        );

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} was not settled; it will come again")]
        public static partial void Unsettled(ILogger logger, Exception exception, string messageId);

        [LoggerMessage(LogLevel.Error, "Message {MessageId} cannot be handled and is set aside as a dead letter")]
        public static partial void Bug(ILogger logger, Exception exception, string messageId);
    }
}
