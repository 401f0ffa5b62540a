namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>The long polls waiting at a queue, first come, first served.</summary>
internal sealed class Receivers
{
    private readonly LinkedList<Receiver> waiting = [];

    public int Count => waiting.Count;

    public Receiver? First => waiting.First?.Value;

    public Receiver Join(ReceiveMode mode)
    {
        var receiver = new Receiver(mode);
        waiting.AddLast(receiver.Place);
        return receiver;
    }

    /// <summary>Answers a receiver that is still waiting; false when it was answered before.</summary>
    public bool Answer(Receiver receiver, Delivery? delivery)
    {
        if (receiver.Place.List is null)
        {
            return false;
        }

        waiting.Remove(receiver.Place);
        receiver.Answer.SetResult(delivery);
        return true;
    }
}

internal sealed class Receiver
{
    public Receiver(ReceiveMode mode)
    {
        Mode = mode;
        Place = new LinkedListNode<Receiver>(this);
    }

    public ReceiveMode Mode { get; }

    public LinkedListNode<Receiver> Place { get; }

    // Answered under the queue's lock: the receiver must go on elsewhere.
    public TaskCompletionSource<Delivery?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
