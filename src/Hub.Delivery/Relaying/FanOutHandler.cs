using Hub.Delivery.Deliveries;
using Hub.Delivery.Sending;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Delivery.Relaying;

/// <summary>Goes on with events that went to more subscriptions than one turn of the relay has room for.</summary>
public sealed class FanOutHandler(IEventLog log, FanOut fanOut, IDeliveryStore deliveries, IQueue queue) : IQueueHandler
{
    public string LanePrefix => FanOutStep.Lane;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var step = FanOutStep.Read(message.Message);
        if (await log.Get(step.Reference, cancellation) is { } happened)
        {
            var turn = await fanOut.Continue(new(step.Position, happened), step.After, cancellation);
            foreach (var some in turn.Deliveries.Chunk(FanOut.AtOnce))
                await deliveries.Schedule(some, cancellation);
            if (turn.Later.Count > 0)
                await queue.Enqueue(turn.Later, cancellation);
        }
        await queue.Complete(message, CancellationToken.None);
    }
}
