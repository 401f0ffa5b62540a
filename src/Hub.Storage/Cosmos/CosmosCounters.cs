using System.Net;
using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos;

/// <summary>
/// Takes blocks of numbers out of counter items. The ETag decides between hubs; a hub that does not learn whether it got a
/// block takes another, so that numbers are left out and never given twice.
/// </summary>
internal sealed class CosmosCounters(CosmosAccount account)
{
    public const string Partition = "counters";

    public async Task<long> TakeBlock(
        OrganizationId organization,
        string name,
        int size,
        CancellationToken cancellation
    )
    {
        var core = await account.Core(cancellation);
        while (true)
            if (await TryTake(core, organization, name, size, cancellation) is { } first)
                return first;
    }

    /// <summary>Only where no hub has taken a block since: then the counter stands right behind what is left.</summary>
    public async Task GiveBack(OrganizationId organization, string name, NumbersLeft left)
    {
        var core = await account.Core(CancellationToken.None);
        var (id, key) = (ItemId.Counter(name), Keys.Of(organization, Partition));
        var response = await account.Calls.Send(
            Operation.Counter,
            token => core.ReadItemStreamAsync(id, key, cancellationToken: token),
            CancellationToken.None
        );
        using var stored = await StoredItem.Read(response, CancellationToken.None);
        if (stored?["next"].GetInt64() != left.End)
            return;
        var item = Item(organization, name, left.First);
        using var written = await account.Calls.Send(
            Operation.Counter,
            token => Write(core, key, id, item, stored.ETag, token),
            CancellationToken.None
        );
    }

    /// <summary>Sets a counter, for a store that takes over another one's numbers.</summary>
    public async Task Put(OrganizationId organization, string name, long next, CancellationToken cancellation)
    {
        var core = await account.Core(cancellation);
        using var written = await account.Calls.Send(
            Operation.Counter,
            token =>
                core.UpsertItemStreamAsync(
                    new MemoryStream(Item(organization, name, next)),
                    Keys.Of(organization, Partition),
                    cancellationToken: token
                ),
            cancellation
        );
        written.EnsureSuccessStatusCode();
    }

    private async Task<long?> TryTake(
        Container core,
        OrganizationId organization,
        string name,
        int size,
        CancellationToken cancellation
    )
    {
        var (id, key) = (ItemId.Counter(name), Keys.Of(organization, Partition));
        var response = await account.Calls.Send(
            Operation.Counter,
            token => core.ReadItemStreamAsync(id, key, cancellationToken: token),
            cancellation
        );
        using var stored = await StoredItem.Read(response, cancellation);
        var first = stored?["next"].GetInt64() ?? 1;
        var item = Item(organization, name, first + size);
        using var written = await account.Calls.Send(
            Operation.Counter,
            token => Write(core, key, id, item, stored?.ETag, token),
            cancellation
        );
        return written.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created ? first : null;
    }

    private static byte[] Item(OrganizationId organization, string name, long next) =>
        ItemWriter.Write(
            new(organization, Partition, Guid.NewGuid()),
            ItemId.Counter(name),
            ItemNames.CounterType,
            (name, next),
            static (writer, counter) =>
            {
                writer.WriteString("name", counter.name);
                writer.WriteNumber("next", counter.next);
            }
        );

    private static Task<ResponseMessage> Write(
        Container core,
        PartitionKey key,
        string id,
        byte[] item,
        string? etag,
        CancellationToken cancellation
    ) =>
        etag is null
            ? core.CreateItemStreamAsync(new MemoryStream(item), key, cancellationToken: cancellation)
            : core.ReplaceItemStreamAsync(
                new MemoryStream(item),
                id,
                key,
                new ItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false },
                cancellation
            );
}
