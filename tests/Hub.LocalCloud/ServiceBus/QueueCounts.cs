namespace Hub.LocalCloud.ServiceBus;

/// <summary>What a queue holds at one moment. Dead counts the dead-letter queue, locked ones included.</summary>
public sealed record QueueCounts(
    int Active,
    int Locked,
    int Scheduled,
    int Deferred,
    int Dead,
    int WaitingReceivers,
    int DuplicatesDropped
)
{
    /// <summary>Messages still in the queue itself, whatever their state.</summary>
    public int Total => Active + Locked + Scheduled + Deferred;
}
