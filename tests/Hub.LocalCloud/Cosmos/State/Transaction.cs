namespace Hub.LocalCloud.Cosmos.State;

/// <summary>Operations on one logical partition that succeed or vanish together. It lives under the container's lock.</summary>
internal sealed class Transaction(Container container, LogicalPartition partition, long lsn, long now)
{
    private readonly Stack<(Document? Old, Document? Next)> exchanged = [];

    public LogicalPartition Partition => partition;

    public bool Changed => exchanged.Count > 0;

    public OperationResult Read(string id, string? ifNoneMatch)
    {
        var found = Find(id);
        return found is null ? OperationResult.NotFound
            : ifNoneMatch == found.ETag ? new OperationResult(304, found)
            : new OperationResult(200, found);
    }

    public OperationResult Create(Incoming item) =>
        Find(item.Id) is null ? Write(null, item, 201) : OperationResult.Conflict;

    public OperationResult Upsert(Incoming item, string? ifMatch)
    {
        var found = Find(item.Id);
        return found is not null && Differs(found, ifMatch)
            ? OperationResult.PreconditionFailed
            : Write(found, item, found is null ? 201 : 200);
    }

    public OperationResult Replace(string id, Incoming item, string? ifMatch)
    {
        var found = Find(id);
        return found is null ? OperationResult.NotFound
            : Differs(found, ifMatch) ? OperationResult.PreconditionFailed
            : item.Id != id && Find(item.Id) is not null ? OperationResult.Conflict
            : Write(found, item, 200);
    }

    public OperationResult Delete(string id, string? ifMatch)
    {
        var found = Find(id);
        if (found is null || Differs(found, ifMatch))
        {
            return found is null ? OperationResult.NotFound : OperationResult.PreconditionFailed;
        }

        Exchange(found, null);
        return new OperationResult(204, found with { Body = default });
    }

    public void RollBack()
    {
        while (exchanged.TryPop(out var exchange))
        {
            container.Exchange(partition, exchange.Next, exchange.Old);
        }
    }

    private static bool Differs(Document found, string? ifMatch) =>
        ifMatch is not (null or "*") && ifMatch != found.ETag;

    private Document? Find(string id)
    {
        var found = partition.Find(id);
        if (found is null || !container.Expired(found))
        {
            return found;
        }

        // Expired is gone, whatever becomes of this transaction.
        container.Exchange(partition, found, null);
        return null;
    }

    private OperationResult Write(Document? old, Incoming item, int status)
    {
        var number = old?.Number ?? container.NextNumber();
        var (sequence, etag) = container.NextVersion();
        var rid = ResourceId.Document(container.Database.Number, container.Number, number);
        var self = $"dbs/{container.Database.Rid}/colls/{container.Rid}/docs/{rid}/";
        var body = item.Stored(rid, self, etag, now);
        var json = System.Text.Json.JsonElement.Parse(body, new() { MaxDepth = 256 });
        var next = new Document(item.Id, number, partition.Key, body, json, etag, sequence, lsn, now, item.TimeToLive);
        Exchange(old, next);
        return new OperationResult(status, next);
    }

    private void Exchange(Document? old, Document? next)
    {
        container.Exchange(partition, old, next);
        exchanged.Push((old, next));
    }
}
