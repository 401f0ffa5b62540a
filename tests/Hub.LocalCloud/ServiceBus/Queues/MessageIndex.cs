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

    private readonly Dictionary<long, Message> all = [];
    private readonly Dictionary<Guid, Message> locked = [];
    private readonly SortedSet<Message> active = new(BySequence);
    private readonly SortedSet<Message> due = new(ByDue);

    public int Active => active.Count;

    public int Locked => locked.Count;

    public int Scheduled => all.Count - active.Count - locked.Count;

    public Message? FirstActive => active.Min;

    public Message? FirstDue => due.Min;

    public bool Contains(long sequenceNumber) => all.ContainsKey(sequenceNumber);

    public Message? FindLocked(Guid token) => locked.GetValueOrDefault(token);

    public void Add(Message message, MessageState state, DateTimeOffset until)
    {
        all.Add(message.SequenceNumber, message);
        message.State = state;
        message.Due = until;
        if (state is MessageState.Active)
        {
            active.Add(message);
        }
        else if (state is MessageState.Locked)
        {
            locked.Add(message.LockToken, message);
        }

        if (until != DateTimeOffset.MaxValue)
        {
            due.Add(message);
        }
    }

    public void Remove(Message message)
    {
        all.Remove(message.SequenceNumber);
        due.Remove(message);
        if (message.State is MessageState.Active)
        {
            active.Remove(message);
        }
        else if (message.State is MessageState.Locked)
        {
            locked.Remove(message.LockToken);
        }
    }
}
