using System.Runtime.InteropServices;
using Hub.LocalCloud.Cosmos.Partitioning;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>The items of one complete partition key: by id, and in the order of their numbers.</summary>
internal sealed class LogicalPartition(PartitionKey key, string place)
{
    public static readonly IComparer<LogicalPartition> ByPlace = Comparer<LogicalPartition>.Create(
        (left, right) => string.CompareOrdinal(left.Place, right.Place)
    );

    private readonly Dictionary<string, Document> byId = [];
    private readonly List<Document> byNumber = [];

    /// <summary>Where it stands among the others: by effective key, then by value, for two keys may hash alike.</summary>
    public LogicalPartition(PartitionKey key)
        : this(key, $"{key.Effective} {key.Json}") { }

    public PartitionKey Key => key;

    public string Place => place;

    /// <summary>An empty one, to search the others by place.</summary>
    public static LogicalPartition At(string place) => new(new PartitionKey("", "", true), place);

    public int Count => byId.Count;

    public Document? Find(string id) => byId.GetValueOrDefault(id);

    public void Remove(Document document)
    {
        byId.Remove(document.Id);
        byNumber.RemoveAt(IndexOf(document.Number));
    }

    public void Add(Document document)
    {
        byId.Add(document.Id, document);
        byNumber.Insert(IndexOf(document.Number), document);
    }

    /// <summary>The documents whose number is at least the one given.</summary>
    public ReadOnlySpan<Document> From(ulong number) => CollectionsMarshal.AsSpan(byNumber)[IndexOf(number)..];

    // New documents have the highest number, so the usual insertion is at the end.
    private int IndexOf(ulong number)
    {
        var (low, high) = (0, byNumber.Count);
        if (high > 0 && byNumber[^1].Number < number)
        {
            return high;
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = byNumber[middle].Number < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
