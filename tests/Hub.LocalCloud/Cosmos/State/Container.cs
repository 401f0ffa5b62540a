using System.Text.Json;
using Hub.LocalCloud.Cosmos.Partitioning;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>
/// One container. Documents are immutable and every change happens in a transaction under one lock, so readers take a
/// list of references under the lock and evaluate it outside.
/// </summary>
internal sealed class Container
{
    private readonly Lock gate = new();
    private readonly PartitionIndex partitions = new();
    private readonly ChangeLog log = new();
    private readonly TimeProvider clock;
    private long sequence;
    private ulong lastNumber;

    public Container(Database database, uint number, JsonElement definition, int partitionCount, TimeProvider clock)
    {
        this.clock = clock;
        Database = database;
        Number = number;
        Replace(definition);
        Paths = PartitionKeyDefinition.Parse(definition);
        Ranges = RangeMap.Create(partitionCount);
    }

    public Database Database { get; }

    public uint Number { get; }

    public string Id => Definition.GetProperty("id").GetString()!;

    public string Rid => ResourceId.Container(Database.Number, Number);

    public JsonElement Definition { get; private set; }

    public int? DefaultTimeToLive { get; private set; }

    public PartitionKeyDefinition Paths { get; }

    public RangeMap Ranges { get; private set; }

    public long Lsn { get; private set; } = 1;

    public void Replace(JsonElement definition)
    {
        Definition = definition;
        DefaultTimeToLive =
            definition.TryGetProperty("defaultTtl", out var ttl) && ttl.ValueKind == JsonValueKind.Number
                ? ttl.GetInt32()
                : null;
    }

    /// <summary>Runs the operations as one: if the outcome is a refusal nothing of it remains.</summary>
    public T Commit<T>(PartitionKey key, Func<Transaction, T> operations, Func<T, bool> succeeded)
    {
        lock (gate)
        {
            var transaction = new Transaction(this, partitions.GetOrAdd(key), Lsn + 1, Now);
            var result = operations(transaction);
            if (!succeeded(result))
            {
                transaction.RollBack();
            }
            else if (transaction.Changed)
            {
                Lsn++;
            }

            partitions.RemoveIfEmpty(transaction.Partition);
            return result;
        }
    }

    public OperationResult Commit(PartitionKey key, Func<Transaction, OperationResult> operation) =>
        Commit(key, operation, outcome => outcome.Succeeded);

    public Document? Find(PartitionKey key, string id)
    {
        lock (gate)
        {
            return partitions.Find(key)?.Find(id) is { } found && !Expired(found) ? found : null;
        }
    }

    /// <summary>The living documents of a window, by effective key and number, from a place on.</summary>
    public List<Document> List(KeyWindow window, Place from)
    {
        lock (gate)
        {
            return Collect(partitions.In(window, from.Partition), from);
        }
    }

    public List<Document> List(PartitionKey key, Place from)
    {
        lock (gate)
        {
            return partitions.Find(key) is { } partition ? Collect([partition], from) : [];
        }
    }

    public ChangePage Changes(ChangeQuery query)
    {
        lock (gate)
        {
            return log.Read(query, document => !Expired(document), Lsn);
        }
    }

    /// <summary>Parts a physical partition at the middle of its documents, or of its window if there are too few.</summary>
    public void Split(string rangeId)
    {
        lock (gate)
        {
            var range = Ranges.Find(rangeId)
                ?? throw new ArgumentException($"No partition {rangeId} in {Id}.", nameof(rangeId));
            var keys = partitions.In(range.Window, "").Select(partition => partition.Key.Effective).Distinct().ToList();
            Ranges = Ranges.Split(range, keys.Count > 1 ? keys[keys.Count / 2] : RangeMap.Middle(range.Window));
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    internal (long Sequence, string ETag) NextVersion() =>
        (++sequence, $"\"{sequence:x8}-0000-0000-0000-{Number:x12}\"");

    internal ulong NextNumber() => ++lastNumber;

    internal bool Expired(Document document) => document.Expired(DefaultTimeToLive, Now);

    /// <summary>Puts one version in the place of another; either may be missing.</summary>
    internal void Exchange(LogicalPartition partition, Document? old, Document? next)
    {
        if (old is not null)
        {
            partition.Remove(old);
            log.Remove(old);
        }

        if (next is not null)
        {
            partition.Add(next);
            log.Add(next);
        }
    }

    private List<Document> Collect(IEnumerable<LogicalPartition> asked, Place from)
    {
        var now = Now;
        var found = new List<Document>();
        foreach (var partition in asked)
        {
            var order = string.CompareOrdinal(partition.Place, from.Partition);
            foreach (var document in order < 0 ? [] : partition.From(order == 0 ? from.Number : 0))
            {
                if (!document.Expired(DefaultTimeToLive, now))
                {
                    found.Add(document);
                }
            }
        }

        return found;
    }
}
