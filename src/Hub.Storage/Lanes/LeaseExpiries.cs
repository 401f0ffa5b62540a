namespace Hub.Storage.Lanes;

/// <summary>Which lease runs out when. One that was settled or renewed meanwhile is passed over when its time comes up.</summary>
internal sealed class LeaseExpiries<T>
    where T : HeldMessage
{
    private readonly PriorityQueue<T, DateTimeOffset> leases = new();

    public DateTimeOffset? Next
    {
        get
        {
            DropStale();
            return leases.TryPeek(out _, out var until) ? until : null;
        }
    }

    public void Add(T message, DateTimeOffset until) => leases.Enqueue(message, until);

    public T? TakeExpired(DateTimeOffset now)
    {
        DropStale();
        return leases.TryPeek(out _, out var until) && until <= now ? leases.Dequeue() : null;
    }

    private void DropStale()
    {
        while (leases.TryPeek(out var message, out var until) && !(message.IsLeased && message.Until == until))
            leases.Dequeue();
    }
}
