using System.Security.Cryptography;
using System.Xml.Linq;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Ports;
using Hub.Domain.Documents;
using Hub.Storage.KeyRing;

namespace Hub.Storage.Moving;

/// <summary>One kind of thing after the copy: how many there are, and a checksum over what they say.</summary>
internal sealed record CopiedKind(string Name, long Count, string Checksum, long Missing, long Different)
{
    public bool IsWhole => Missing == 0 && Different == 0;
}

/// <summary>
/// Copies an embedded store into Cosmos DB, kind by kind and page by page. After each page the target itself says how far
/// the copy has come: one that was cut short repeats a page at most, and every write can be repeated. Only then everything
/// is read back and compared.
/// </summary>
internal sealed class StoreCopy(
    SourceFile source,
    CosmosTarget target,
    StoredKeyRing keyRing,
    IQueue? queue,
    IReadOnlyList<DocumentType> types,
    CopyProgress progress
)
{
    private const int AtOnce = 16;
    private const int LargestBatch = 20;
    private const int HeaviestBatch = 500_000;

    private CopyRecord record = null!;

    /// <exception cref="StorageException">The target has other data, or the source is not what was begun with.</exception>
    public async Task<IReadOnlyList<CopiedKind>> Run(string keyFolder, CancellationToken cancellation)
    {
        await Begin(cancellation);
        CopyKeys(keyFolder);
        foreach (var type in types)
            await Copy(
                type.Name,
                source.Count(type),
                after => source.Documents(type, after),
                (page, token) => Each(Batches(page), (batch, each) => target.Put(type, batch, each), token),
                cancellation
            );
        await Copy(
            "counters",
            source.Count("counters"),
            source.Counters,
            (page, token) => Each(page, target.Put, token),
            cancellation
        );
        await Copy(
            "deliveries",
            source.Count("deliveries"),
            source.Deliveries,
            (page, token) => Each(page, target.Put, token),
            cancellation
        );
        // One after the other: those that are still to be relayed keep their order.
        await Copy("events", source.Count("events"), source.Events, InOrder, cancellation);
        if (queue is not null)
            await Copy("queued messages", source.Count("queue"), source.Messages, queue.Enqueue, cancellation);
        return await Verify(cancellation);
    }

    private async Task Begin(CancellationToken cancellation)
    {
        var state = source.State(types);
        var known = await target.Record(cancellation);
        if (known is null && await target.HasOrganizations(cancellation))
            throw new StorageException(
                "The target already holds another hub's data. Choose an empty database with Storage:Cosmos:Database."
            );
        if (known is not null && known.Value.Source != state)
            throw new StorageException(
                "The store has changed since this copy was begun. Delete the target database, or choose another one with "
                    + "Storage:Cosmos:Database, and begin anew."
            );
        record = known?.Value ?? new CopyRecord { Source = state };
        await target.Save(record, cancellation);
    }

    /// <summary>The keys that the store's secrets are encrypted with.</summary>
    private void CopyKeys(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [];
        foreach (var file in files)
            keyRing.StoreElement(XElement.Load(file), Path.GetFileNameWithoutExtension(file));
        progress.Show("data protection keys", files.Length, files.Length);
    }

    private async Task Copy<T>(
        string kind,
        long total,
        Func<string?, IReadOnlyList<SourceRow<T>>> read,
        Func<IReadOnlyList<T>, CancellationToken, Task> write,
        CancellationToken cancellation
    )
    {
        var position = record.Positions.GetValueOrDefault(kind);
        var left = 0L;
        for (var page = read(position); page.Count > 0; page = read(position))
        {
            progress.Show($"copy {kind}", left, total);
            cancellation.ThrowIfCancellationRequested();
            await write([.. page.Select(static row => row.Value)], cancellation);
            left += page.Count;
            position = page[^1].Position;
            record = record with { Positions = new Dictionary<string, string>(record.Positions) { [kind] = position } };
            await target.Save(record, cancellation);
        }
        progress.Show($"copy {kind}", total, total);
    }

    private async Task InOrder(IReadOnlyList<SourceEvent> events, CancellationToken cancellation)
    {
        await Each([.. events.Where(static one => one.IsRelayed)], target.Put, cancellation);
        foreach (var waiting in events.Where(static one => !one.IsRelayed))
            await target.Put(waiting, cancellation);
    }

    private async Task<IReadOnlyList<CopiedKind>> Verify(CancellationToken cancellation)
    {
        var kinds = new List<CopiedKind>();
        foreach (var type in types)
            kinds.Add(
                await Verify(
                    type.Name,
                    source.Count(type),
                    after => source.Documents(type, after),
                    static document => CanonicalJson.HashOf(document.Body),
                    (document, token) => target.HashOf(type, document, token),
                    cancellation
                )
            );
        kinds.Add(
            await Verify(
                "counters",
                source.Count("counters"),
                source.Counters,
                CosmosTarget.Of,
                target.HashOf,
                cancellation
            )
        );
        kinds.Add(
            await Verify(
                "deliveries",
                source.Count("deliveries"),
                source.Deliveries,
                CosmosTarget.Of,
                target.HashOf,
                cancellation
            )
        );
        kinds.Add(
            await Verify(
                "events",
                source.Count("events"),
                source.Events,
                static happened => CanonicalJson.HashOf(happened.Body),
                target.HashOf,
                cancellation
            )
        );
        return kinds;
    }

    private async Task<CopiedKind> Verify<T>(
        string kind,
        long total,
        Func<string?, IReadOnlyList<SourceRow<T>>> read,
        Func<T, byte[]> expected,
        Func<T, CancellationToken, Task<byte[]?>> actual,
        CancellationToken cancellation
    )
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, missing, different) = (0L, 0L, 0L);
        string? position = null;
        for (var page = read(position); page.Count > 0; page = read(position))
        {
            progress.Show($"verify {kind}", count, total);
            var found = new byte[]?[page.Count];
            await Each(
                Enumerable.Range(0, page.Count).ToList(),
                async (index, token) => found[index] = await actual(page[index].Value, token),
                cancellation
            );
            for (var index = 0; index < page.Count; index++)
            {
                var hash = expected(page[index].Value);
                sum.AppendData(hash);
                missing += found[index] is null ? 1 : 0;
                different += found[index] is { } other && !hash.AsSpan().SequenceEqual(other) ? 1 : 0;
            }
            count += page.Count;
            position = page[^1].Position;
        }
        progress.Show($"verify {kind}", total, total);
        return new(kind, count, Convert.ToHexStringLower(sum.GetHashAndReset(), 0, 8), missing, different);
    }

    /// <summary>Neighbours of one partition go together.</summary>
    private static List<IReadOnlyList<SourceDocument>> Batches(IReadOnlyList<SourceDocument> documents)
    {
        var batches = new List<IReadOnlyList<SourceDocument>>();
        var batch = new List<SourceDocument>();
        var weight = 0;
        foreach (var document in documents)
        {
            var isNeighbour =
                batch.Count > 0
                && (batch[0].Organization, batch[0].Partition) == (document.Organization, document.Partition);
            if (!isNeighbour || batch.Count == LargestBatch || weight + document.Body.Length > HeaviestBatch)
            {
                batches.Add(batch = []);
                weight = 0;
            }
            batch.Add(document);
            weight += document.Body.Length;
        }
        return batches;
    }

    private static Task Each<T>(
        IReadOnlyList<T> items,
        Func<T, CancellationToken, Task> write,
        CancellationToken cancellation
    ) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (item, token) => await write(item, token)
        );
}
