using System.Xml.Linq;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.KeyRing;

namespace Hub.Storage.Moving;

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
    Progress progress
)
{
    private const int LargestBatch = 20;
    private const int HeaviestBatch = 500_000;

    private CopyRecord record = null!;

    /// <exception cref="StorageException">The target has other data, or the source is not what was begun with.</exception>
    public async Task<IReadOnlyList<CopiedKind>> Run(string keyFolder, CancellationToken cancellation)
    {
        await Begin(cancellation);
        CopyKeys(keyFolder);
        var kinds = Kinds();
        foreach (var kind in kinds)
            await Copy(kind, cancellation);
        var copied = new List<CopiedKind>();
        foreach (var kind in kinds)
            if (await kind.Verify(progress, cancellation) is { } compared)
                copied.Add(compared);
        return copied;
    }

    private List<CopyKind> Kinds() =>
        [
            .. types.Select(Documents),
            new CopyKind<SourceCounter>(
                "counters",
                source.Count("counters"),
                source.Counters,
                (page, token) => AtOnce.Each(page, target.Put, token),
                new(CosmosTarget.HashOf, target.HashOf)
            ),
            new CopyKind<DeliveryRecord>(
                "deliveries",
                source.Count("deliveries"),
                source.Deliveries,
                (page, token) => AtOnce.Each(page, target.Put, token),
                new(CosmosTarget.HashOf, target.HashOf)
            ),
            // After the deliveries: an event that is still to be relayed finds those that were made of it.
            new CopyKind<SourceEvent>(
                "events",
                source.Count("events"),
                source.Events,
                InOrder,
                new(static happened => CanonicalJson.HashOf(happened.Body), target.HashOf)
            ),
            .. queue is null
                ? []
                : new CopyKind[]
                {
                    new CopyKind<QueueMessage>(
                        "queued messages",
                        source.Count("queue"),
                        source.Messages,
                        queue.Enqueue,
                        null
                    ),
                },
        ];

    private CopyKind<SourceDocument> Documents(DocumentType type) =>
        new(
            type.Name,
            source.Count(type),
            after => source.Documents(type, after),
            (page, token) => AtOnce.Each(Batches(page), (batch, each) => target.Put(type, batch, each), token),
            new(
                static document => CanonicalJson.HashOf(document.Body),
                (document, token) => target.HashOf(type, document, token)
            )
        );

    private Task Copy(CopyKind kind, CancellationToken cancellation) =>
        kind.Copy(
            record.Positions.GetValueOrDefault(kind.Name),
            progress,
            position =>
            {
                record = record with
                {
                    Positions = new Dictionary<string, string>(record.Positions) { [kind.Name] = position },
                };
                return target.Save(record, cancellation);
            },
            cancellation
        );

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

    /// <summary>One after the other: those that are still to be relayed keep their order.</summary>
    private async Task InOrder(IReadOnlyList<SourceEvent> events, CancellationToken cancellation)
    {
        await AtOnce.Each(events.Where(static one => one.IsRelayed), target.Put, cancellation);
        foreach (var waiting in events.Where(static one => !one.IsRelayed))
            await target.Put(waiting, cancellation);
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
}
