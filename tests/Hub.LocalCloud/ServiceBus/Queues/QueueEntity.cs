namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>
/// A queue and its dead-letter queue. They share one lock, so a message is always in exactly one of them.
/// </summary>
internal sealed class QueueEntity : IDisposable
{
    private readonly Lock gate = new();
    private readonly Observers observers = new();

    public QueueEntity(string name, QueueOptions options, TimeProvider time)
    {
        options.Validate();
        (Name, Options) = (name, options);
        // Nothing leaves a dead-letter queue by itself.
        var forever = new QueueOptions { LockDuration = options.LockDuration, MaxDeliveryCount = int.MaxValue };
        Messages = new MessageQueue(options, time, gate, Changed, message => DeadLetters!.Bury(message))
        {
            Name = name,
        };
        DeadLetters = new MessageQueue(forever, time, gate, Changed, bury: null) { Name = name, Source = Messages };
    }

    public string Name { get; }

    public QueueOptions Options { get; }

    public MessageQueue Messages { get; }

    public MessageQueue DeadLetters { get; }

    public QueueCounts Counts()
    {
        lock (gate)
        {
            DeadLetters.CatchUp();
            return Count();
        }
    }

    public Task<QueueCounts> WaitUntil(Func<QueueCounts, bool> condition)
    {
        lock (gate)
        {
            DeadLetters.CatchUp();
            return observers.Add(condition, Count);
        }
    }

    public void Dispose()
    {
        Messages.Dispose();
        DeadLetters.Dispose();
    }

    private void Changed() => observers.Notify(Count);

    private QueueCounts Count() =>
        new(
            Messages.Index.Active,
            Messages.Index.Locked,
            Messages.Index.Scheduled,
            Messages.Index.Deferred,
            DeadLetters.Index.Active + DeadLetters.Index.Locked,
            Messages.Receivers.Waiting + DeadLetters.Receivers.Waiting,
            Messages.DuplicatesDropped
        );
}
