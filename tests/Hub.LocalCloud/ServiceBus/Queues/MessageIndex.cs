namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>
/// The messages of a queue, sorted by what happens to them next: a receive and a change due by time both look at
/// the first entry of a sorted set and never scan.
/// </summary>
internal sealed class MessageIndex
{
    private static readonly Comparer<Message> BySequence = Comparer<Message>.Create(
        (a, b) => a.SequenceNumber.CompareTo(b.SequenceNumber)
    );

    private static readonly Comparer<Message> ByDue = Comparer<Message>.Create(
        (a, b) => a.Due.CompareTo(b.Due) is var order and not 0 ? order : BySequence.Compare(a, b)
    );

    private readonly Dictionary<long, Message> numbered = [];
    private readonly Dictionary<Guid, Message> locked = [];
    private readonly SortedSet<Message> all = new(BySequence);
    private readonly SortedSet<Message> active = new(BySequence);
    private readonly SortedSet<Message> due = new(ByDue);

    public int Active => active.Count;

    public int Locked => locked.Count;

    public int Deferred { get; private set; }

    public int Scheduled => all.Count - active.Count - locked.Count - Deferred;

    public Message? FirstActive => active.Min;

    public Message? FirstDue => due.Min;

    public Message? Find(long sequenceNumber) => numbered.GetValueOrDefault(sequenceNumber);

    public Message? FindLocked(Guid token) => locked.GetValueOrDefault(token);

    /// <summary>In the order of their sequence numbers, whatever their state.</summary>
    public IEnumerable<Message> From(long sequenceNumber)
    {
        var last = all.Max;
        return last is null || last.SequenceNumber < sequenceNumber
            ? []
            : all.GetViewBetween(Message.At(sequenceNumber), last);
    }

    public void Add(Message message, MessageState state, DateTimeOffset until)
    {
        message.State = state;
        message.Due = until;
        numbered.Add(message.SequenceNumber, message);
        all.Add(message);
        switch (state)
        {
            case MessageState.Active:
                active.Add(message);
                break;
            case MessageState.Locked:
                locked.Add(message.LockToken, message);
                break;
            case MessageState.Deferred:
                Deferred++;
                break;
        }

        if (until != DateTimeOffset.MaxValue)
        {
            due.Add(message);
        }
    }

    public void Remove(Message message)
    {
        numbered.Remove(message.SequenceNumber);
        all.Remove(message);
        due.Remove(message);
        switch (message.State)
        {
            case MessageState.Active:
                active.Remove(message);
                break;
            case MessageState.Locked:
                locked.Remove(message.LockToken);
                break;
            case MessageState.Deferred:
                Deferred--;
                break;
        }
    }
}
