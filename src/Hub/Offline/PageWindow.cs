using System.Text.Json.Nodes;

namespace Hub.Offline;

/// <summary>A page of a list, by its number and size: so it begins somewhere.</summary>
internal readonly record struct PageWindow(long Number, int Size)
{
    public long Start => (Number - 1) * Size;

    public long End => Start + Size;

    /// <summary>
    /// The page that goes furthest on from so many records that were read, and begins before the last of them wherever there is such a page.
    /// </summary>
    public static PageWindow After(long read, int largest)
    {
        if (read == 0)
            return new(1, largest);
        var best = new PageWindow(read + 1, 1);
        for (var size = largest; size > largest / 2; size--)
            if (new PageWindow((read - 1) / size + 1, size) is var page && page.End > best.End)
                best = page;
        return best;
    }
}

/// <summary>The last records that were read of a list, which tell where in it a page is.</summary>
internal sealed class LastRead
{
    private const int Most = 1_024;

    private readonly Queue<string> order = [];
    private readonly HashSet<string> keys = [];

    /// <returns>Whether it is not among them already.</returns>
    public bool Add(JsonNode record)
    {
        var key = KeyOf(record);
        if (!keys.Add(key))
            return false;
        order.Enqueue(key);
        if (order.Count > Most)
            keys.Remove(order.Dequeue());
        return true;
    }

    public bool Has(JsonNode record) => keys.Contains(KeyOf(record));

    private static string KeyOf(JsonNode record) => (record["id"] ?? record).ToJsonString();
}
