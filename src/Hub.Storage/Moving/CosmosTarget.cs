using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Cosmos;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Commits;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Deliveries;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Moving;

/// <summary>The Cosmos DB that is copied into. Every write may be repeated.</summary>
internal sealed class CosmosTarget(
    CosmosAccount account,
    IStore store,
    IDeliveryLog deliveries,
    OutboxLife outboxLife,
    TimeProvider time
)
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromDays(1);
    private static readonly ItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    private readonly CosmosCounters counters = new(account);

    public async Task<Stored<CopyRecord>?> Record(CancellationToken cancellation) =>
        await store.Get(
            CopyRecord.Document,
            OrganizationId.Hub,
            CopyRecord.Partition,
            CopyRecord.DocumentId,
            cancellation
        );

    public async Task Save(CopyRecord record, CancellationToken cancellation) =>
        Check(
            await store.Commit(
                new Commit(OrganizationId.Hub, CopyRecord.Partition)
                {
                    Changes =
                    [
                        new Put<CopyRecord>(CopyRecord.Document, CopyRecord.DocumentId, record, Expected.Anything),
                    ],
                },
                cancellation
            )
        );

    /// <summary>Whether a hub has been at home here.</summary>
    public async Task<bool> HasOrganizations(CancellationToken cancellation) =>
        (
            await store.Query(
                Organization.Document,
                OrganizationId.Hub,
                new Query { Partition = Organization.Partition, Limit = 1 },
                cancellation
            )
        )
            .Items
            .Count > 0;

    /// <summary>Documents of one partition.</summary>
    public async Task Put(DocumentType type, IReadOnlyList<SourceDocument> documents, CancellationToken cancellation) =>
        Check(
            await store.Commit(
                new Commit(documents[0].Organization, documents[0].Partition)
                {
                    Changes = [.. documents.Select(one => new StoredBody(type, one.Id, one.Body, Expected.Anything))],
                },
                cancellation
            )
        );

    public Task Put(SourceCounter counter, CancellationToken cancellation) =>
        counters.Put(counter.Organization, counter.Name, counter.Next, cancellation);

    public async Task Put(SourceEvent source, CancellationToken cancellation)
    {
        var happened = Parse(source);
        var place = new ItemPlace(happened.Organization, happened.Partition, Guid.NewGuid());
        var life = TimeSpan.FromSeconds(outboxLife.Seconds) - (time.GetUtcNow() - happened.At);
        var seconds = (int)(life > ShortestLife ? life : ShortestLife).TotalSeconds;
        var (item, _) = OutboxItems.Event(place, happened, 0, seconds, source.IsRelayed);
        var core = await account.Core(cancellation);
        using var written = await account.Calls.Send(
            Operation.Copy,
            token =>
                core.UpsertItemStreamAsync(
                    new MemoryStream(item),
                    Keys.Of(happened.Organization, happened.Partition),
                    Quiet,
                    token
                ),
            cancellation
        );
        written.EnsureSuccessStatusCode();
    }

    public Task Put(DeliveryRecord delivery, CancellationToken cancellation) => deliveries.Put(delivery, cancellation);

    /// <summary>What the target has of it, as a hash of what it says; nothing when it has not.</summary>
    public Task<byte[]?> HashOf(DocumentType type, SourceDocument document, CancellationToken cancellation) =>
        HashOfItem(
            document.Organization,
            document.Partition,
            ItemId.Document(type, document.Id),
            static item => CanonicalJson.HashOf(item.Body),
            cancellation
        );

    public Task<byte[]?> HashOf(SourceEvent source, CancellationToken cancellation)
    {
        var happened = Parse(source);
        return HashOfItem(
            happened.Organization,
            happened.Partition,
            ItemId.Event(happened.Id),
            static item => CanonicalJson.HashOf(item.Body),
            cancellation
        );
    }

    public Task<byte[]?> HashOf(SourceCounter counter, CancellationToken cancellation) =>
        HashOfItem(
            counter.Organization,
            CosmosCounters.Partition,
            ItemId.Counter(counter.Name),
            item => HashOf(counter with { Next = item["next"].GetInt64() }),
            cancellation
        );

    public async Task<byte[]?> HashOf(DeliveryRecord delivery, CancellationToken cancellation) =>
        await deliveries.Get(delivery.Organization, delivery.Subscription, delivery.Id, cancellation) is { } found
            ? HashOf(found)
            : null;

    public static byte[] HashOf(SourceCounter counter) => SHA256.HashData(Encoding.UTF8.GetBytes(counter.ToString()));

    public static byte[] HashOf(DeliveryRecord delivery) =>
        SHA256.HashData([
            .. Encoding.UTF8.GetBytes((delivery with { Attempts = [] }).ToString()),
            .. JsonSerializer.SerializeToUtf8Bytes(delivery.Attempts, DeliveryJson.Default.IReadOnlyListAttempt),
        ]);

    private async Task<byte[]?> HashOfItem(
        OrganizationId organization,
        string partition,
        string id,
        Func<StoredItem, byte[]> hash,
        CancellationToken cancellation
    )
    {
        var core = await account.Core(cancellation);
        var response = await account.Calls.Send(
            Operation.Copy,
            token => core.ReadItemStreamAsync(id, Keys.Of(organization, partition), cancellationToken: token),
            cancellation
        );
        using var found = await StoredItem.Read(response, cancellation);
        return found is null ? null : hash(found);
    }

    private static HubEvent Parse(SourceEvent source) =>
        JsonSerializer.Deserialize(source.Body, DomainJson.Default.HubEvent)!;

    private static void Check(CommitResult result)
    {
        if (result is not CommitResult.Done)
            throw new StorageException($"The target refused a document: {result}.");
    }
}
