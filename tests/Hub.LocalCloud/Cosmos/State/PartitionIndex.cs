using Hub.LocalCloud.Cosmos.Partitioning;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>The logical partitions of a container: by key for points, and by place for windows of keys.</summary>
internal sealed class PartitionIndex
{
    private readonly Dictionary<string, LogicalPartition> byKey = [];
    private readonly SortedSet<LogicalPartition> byPlace = new(LogicalPartition.ByPlace);

    public LogicalPartition? Find(PartitionKey key) => byKey.GetValueOrDefault(key.Json);

    public LogicalPartition GetOrAdd(PartitionKey key)
    {
        if (Find(key) is { } known)
        {
            return known;
        }

        var added = new LogicalPartition(key);
        byKey.Add(key.Json, added);
        byPlace.Add(added);
        return added;
    }

    public void RemoveIfEmpty(LogicalPartition partition)
    {
        if (partition.Count == 0)
        {
            byKey.Remove(partition.Key.Json);
            byPlace.Remove(partition);
        }
    }

    /// <summary>The partitions of a window, from a place on.</summary>
    public IEnumerable<LogicalPartition> In(KeyWindow window, string place)
    {
        var start = string.CompareOrdinal(window.From, place) < 0 ? place : window.From;
        return byPlace.Max is { } last && string.CompareOrdinal(start, last.Place) <= 0
            ? byPlace
                .GetViewBetween(LogicalPartition.At(start), last)
                .TakeWhile(partition => window.Contains(partition.Key.Effective))
            : [];
    }
}
