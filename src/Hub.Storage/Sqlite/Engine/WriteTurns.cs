namespace Hub.Storage.Sqlite.Engine;

/// <summary>
/// Works of which there are more than one commit takes: owners take turns, each in the order of its own works, so that
/// nobody waits behind a crowd of somebody else's. Not thread-safe.
/// </summary>
internal sealed class WriteTurns
{
    private readonly Dictionary<Guid, Queue<WriteWork>> byOwner = [];
    private readonly Queue<Guid> turns = new();

    public bool IsEmpty => turns.Count == 0;

    public void Add(WriteWork work)
    {
        if (!byOwner.TryGetValue(work.Owner, out var works))
        {
            byOwner[work.Owner] = works = new Queue<WriteWork>();
            turns.Enqueue(work.Owner);
        }
        works.Enqueue(work);
    }

    public WriteWork Take()
    {
        var owner = turns.Dequeue();
        var works = byOwner[owner];
        var work = works.Dequeue();
        if (works.Count > 0)
            turns.Enqueue(owner);
        else
            byOwner.Remove(owner);
        return work;
    }
}
