using Hub.Delivery.Dialects;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

/// <summary>One subscription's way out: how many requests are under way, and whether its receiver is well.</summary>
internal sealed class SendingLane(OrganizationId organization, Guid subscription, DeliveryOptions options)
{
    private readonly Lock gate = new();
    private readonly CircuitBreaker circuit = new(options.CircuitThreshold, options.CircuitLongestPause);
    private int inFlight;
    private DateTimeOffset? heldUntil;
    private DateTimeOffset moreUntil;
    private bool wasFull;

    public OrganizationId Organization { get; } = organization;

    public Guid Subscription { get; } = subscription;

    /// <summary>Whether it is known how the subscription's dialect sends.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>How events of the lane go out together; absent where each goes alone.</summary>
    public Batching? Batching { get; private set; }

    public bool IsIdle
    {
        get
        {
            lock (gate)
                return inFlight == 0 && !circuit.IsOpen;
        }
    }

    public LaneRoom Room(DateTimeOffset now)
    {
        lock (gate)
        {
            if (Batching is { } batching)
                return RoomForBatch(batching, now);
            if (!circuit.IsOpen)
                return new(options.MaxInFlightPerSubscription - inFlight);
            if (inFlight > 0)
                return new(0);
            return circuit.NextTry <= now ? new(1) : new(0, circuit.NextTry);
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

    public void Learn(Batching? batching)
    {
        Batching = batching;
        IsKnown = true;
    }

    public void Ended(bool acknowledged, DateTimeOffset now)
    {
        lock (gate)
        {
            inFlight--;
            if (wasFull && Batching is { } batching)
                moreUntil = now + batching.Within;
            if (acknowledged)
                circuit.Succeeded();
            else
                circuit.Failed(now);
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
    private LaneRoom RoomForBatch(Batching batching, DateTimeOffset now)
    {
        if (inFlight > 0)
            return new(0);
        if (circuit.IsOpen && circuit.NextTry > now)
            return new(0, circuit.NextTry);
        var until = heldUntil ??= now < moreUntil ? now : now + batching.Within;
        return until <= now ? new(batching.Most) : new(0, until);
    }
}
