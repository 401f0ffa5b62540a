using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

/// <summary>Does what messages of some lanes ask for, and settles them.</summary>
public interface IQueueHandler
{
    string LanePrefix { get; }

    Task Handle(LeasedMessage message, CancellationToken cancellation);
}
