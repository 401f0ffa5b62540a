using Hub.LocalCloud.Cosmos.Partitioning;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>What a reader of the change feed asks: which documents, after which LSN or time, and how many.</summary>
internal sealed record ChangeQuery(KeyWindow Window, PartitionKey? Key, long AfterLsn, long Since, int Limit);

/// <summary>Some changes, and the LSN to go on after.</summary>
internal sealed record ChangePage(IReadOnlyList<Document> Documents, long Lsn);

/// <summary>The latest version of every document, in the order of the writes: what latest-version mode gives.</summary>
internal sealed class ChangeLog
{
    private readonly SortedSet<Entry> entries = new(
        Comparer<Entry>.Create((left, right) => (left.Lsn, left.Sequence).CompareTo((right.Lsn, right.Sequence)))
    );

    // The service ends a page early rather than pass this.
    private const int MaximumBytes = 4 * 1024 * 1024;

    public void Add(Document document) => entries.Add(Entry.Of(document));

    public void Remove(Document document) => entries.Remove(Entry.Of(document));

    /// <summary>A batch's writes share an LSN and are never parted, so a page may pass its limit.</summary>
    public ChangePage Read(ChangeQuery query, Func<Document, bool> alive, long lsn)
    {
        var found = new List<Document>();
        var bytes = 0;
        foreach (
            var entry in entries.GetViewBetween(
                new Entry(query.AfterLsn + 1, 0, null),
                new Entry(long.MaxValue, 0, null)
            )
        )
        {
            var document = entry.Document!;
            var full = found.Count >= query.Limit || bytes >= MaximumBytes;
            if (full && document.Lsn != found[^1].Lsn)
            {
                return new ChangePage(found, found[^1].Lsn);
            }

            if (document.Timestamp >= query.Since && Asked(query, document.Key) && alive(document))
            {
                found.Add(document);
                bytes += document.Body.Length;
            }
        }

        return new ChangePage(found, lsn);
    }

    private static bool Asked(ChangeQuery query, PartitionKey key) =>
        query.Key is null ? query.Window.Contains(key.Effective) : query.Key.Json == key.Json;

    private readonly record struct Entry(long Lsn, long Sequence, Document? Document)
    {
        public static Entry Of(Document document) => new(document.Lsn, document.Sequence, document);
    }
}
