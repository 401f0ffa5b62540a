namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>Those who receive from a queue. Whoever waits is served in turn, one message at a time.</summary>
internal sealed class Receivers
{
    private readonly LinkedList<Receiver> all = [];

    /// <summary>How many wait for a message.</summary>
    public int Waiting => all.Count(receiver => receiver.Wants);

    public void Join(Receiver receiver) => all.AddLast(receiver);

    public void Leave(Receiver receiver) => all.Remove(receiver);

    /// <summary>The next in turn, who then stands last.</summary>
    public Receiver? Next()
    {
        for (var place = all.First; place is not null; place = place.Next)
        {
            if (place.Value.Wants)
            {
                all.Remove(place);
                all.AddLast(place);
                return place.Value;
            }
        }

        return null;
    }
}

/// <summary>Somebody who receives from a queue. The queue calls it under its lock, so it must not call back.</summary>
internal abstract class Receiver(ReceiveMode mode)
{
    public ReceiveMode Mode => mode;

    public abstract bool Wants { get; }

    /// <summary>It is this receiver's turn; a receiver that cannot take the message may leave it where it is.</summary>
    public abstract void Serve(Func<MessageView> deliver);
}
