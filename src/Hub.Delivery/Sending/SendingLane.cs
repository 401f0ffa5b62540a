using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

/// <summary>One subscription's way out: how many requests are under way, and whether its receiver is well.</summary>
internal sealed class SendingLane(
    OrganizationId organization,
    Guid subscription,
    DeliveryOptions options,
    TimeProvider time
)
{
    private readonly Lock gate = new();
    private readonly CircuitBreaker circuit = new(options.CircuitThreshold, options.CircuitLongestPause);
    private readonly long began = time.GetTimestamp();
    private int inFlight;
    private TimeSpan? heldUntil;
    private TimeSpan moreUntil;
    private bool wasFull;

    public OrganizationId Organization { get; } = organization;

    public Guid Subscription { get; } = subscription;

    /// <summary>Whether it is known how the subscription's dialect sends.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Whose pace its requests keep; absent where that is their own.</summary>
    public Destination? Destination { get; private set; }

    /// <summary>How events of the lane go out together; absent where each goes alone.</summary>
    public Batching? Batching { get; private set; }

    /// <summary>Since the lane began, which no step of a clock moves.</summary>
    private TimeSpan Now => time.GetElapsedTime(began);

    public bool IsIdle
    {
        get
        {
            lock (gate)
                return inFlight == 0 && !circuit.IsOpen;
        }
    }

    /// <param name="forReplays">Half of the places are kept for fresh events.</param>
    /// <param name="areAlone">They are of the sort that goes out alone, whatever the others do.</param>
    public LaneRoom Room(bool forReplays = false, bool areAlone = false)
    {
        lock (gate)
        {
            if (!areAlone && Batching is { } batching)
                return RoomForBatch(batching, Now);
            if (!circuit.IsOpen)
                return new(
                    options.MaxInFlightPerSubscription
                        - inFlight
                        - (forReplays ? options.MaxInFlightPerSubscription / 2 : 0)
                );
            if (inFlight > 0)
                return new(0);
            return RoomAt(circuit.NextTry, Now, messages: 1);
        }
    }

    public void Started()
    {
        lock (gate)
            inFlight++;
    }

    /// <summary>One request that carries so many messages.</summary>
    public void StartedTogether(int messages)
    {
        lock (gate)
        {
            inFlight++;
            heldUntil = null;
            wasFull = messages >= Batching?.Most;
        }
    }

    /// <param name="subscription">Nothing when there is none any more.</param>
    public void Learn(LiveSubscription? subscription)
    {
        Learn(subscription?.Batching);
        Destination = subscription?.Format?.Destination;
    }

    public void Learn(Batching? batching)
    {
        Batching = batching;
        IsKnown = true;
    }

    public void Ended(bool acknowledged)
    {
        lock (gate)
        {
            inFlight--;
            if (wasFull && Batching is { } batching)
                moreUntil = Now + WindowOf(batching);
            if (acknowledged)
                circuit.Succeeded();
            else
                circuit.Failed(Now);
        }
    }

    /// <summary>Ends without a request: nothing is known of the receiver.</summary>
    public void Released()
    {
        lock (gate)
            inFlight--;
    }

    /// <summary>
    /// One request at a time, so that what is sent stays in order. The queue is asked for messages when the first of them
    /// has waited its time for more; right after a full batch at once, for then there are more.
    /// </summary>
    private LaneRoom RoomForBatch(Batching batching, TimeSpan now)
    {
        if (inFlight > 0)
            return new(0);
        if (circuit.IsOpen && circuit.NextTry > now)
            return RoomAt(circuit.NextTry, now, batching.Most);
        return RoomAt(heldUntil ??= now < moreUntil ? now : now + WindowOf(batching), now, batching.Most);
    }

    private TimeSpan WindowOf(Batching batching) => batching.Within ?? options.BatchWindow;

    /// <summary>Room from a moment on; until then the time of day at which that is, as the clock stands now.</summary>
    private LaneRoom RoomAt(TimeSpan moment, TimeSpan now, int messages) =>
        moment <= now ? new(messages) : new(0, time.GetUtcNow() + (moment - now));
}
