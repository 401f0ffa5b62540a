using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

/// <summary>One subscription's way out: how many requests are under way, and whether its receiver is well.</summary>
internal sealed class SendingLane(OrganizationId organization, DeliveryOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly CircuitBreaker circuit = new(options.CircuitThreshold, options.CircuitLongestPause);
    private readonly long began = time.GetTimestamp();
    private int inFlight;

    public OrganizationId Organization { get; } = organization;

    private TimeSpan Now => time.GetElapsedTime(began);

    public bool IsIdle
    {
        get
        {
            lock (gate)
                return inFlight == 0 && !circuit.IsOpen;
        }
    }

    public LaneRoom Room()
    {
        lock (gate)
        {
            if (!circuit.IsOpen)
                return new(options.MaxInFlightPerSubscription - inFlight);
            if (inFlight > 0)
                return new(0);
            var pause = circuit.NextTry - Now;
            return pause <= TimeSpan.Zero ? new(1) : new(0, time.GetUtcNow() + pause);
        }
    }

    public void Started()
    {
        lock (gate)
            inFlight++;
    }

    public void Ended(bool acknowledged)
    {
        lock (gate)
        {
            inFlight--;
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
}
