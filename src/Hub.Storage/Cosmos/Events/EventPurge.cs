using System.Net;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Queries;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Events;

/// <summary>
/// Forgets events before their time to live does, but never one that the relay has not handed over. Nobody can tell how far
/// the relay is, so it is asked by way of its own feed: a request is put into the events' partition, and whoever relays
/// that partition carries it out when it comes by, after all events that were there before it.
/// </summary>
internal sealed class EventPurge(CosmosAccount account)
{
    private const int Bite = 2_000;
    private const int AtOnce = 32;
    private const int RequestSeconds = 24 * 3600;

    private static readonly string Old =
        $"SELECT TOP {Bite} c[\"id\"] AS id, c[\"organizationId\"] AS o, c[\"partition\"] AS p FROM c "
        + "WHERE c[\"type\"] = @type AND c[\"key\"] < @first";

    /// <summary>Answers how many partitions were asked that were not before.</summary>
    public async Task<int> Ask(DateTimeOffset before, CancellationToken cancellation)
    {
        var first = EventTime.FirstIdAt(before).ToString("N");
        var core = await account.Core(cancellation);
        var partitions = new HashSet<(OrganizationId, string)>();
        await foreach (var (_, organization, partition) in Find(core, first, null, cancellation))
            partitions.Add((organization, partition));
        var asked = 0;
        await Parallel.ForEachAsync(
            partitions,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (place, token) =>
            {
                if (await Ask(core, place.Item1, place.Item2, first, token))
                    Interlocked.Increment(ref asked);
            }
        );
        return asked;
    }

    /// <summary>After the partition's older events have been handed over.</summary>
    public async Task Carry(PurgeRequest request, CancellationToken cancellation)
    {
        var core = await account.Core(cancellation);
        var key = Keys.Of(request.Organization, request.Partition);
        await foreach (var (id, _, _) in Find(core, request.First, key, cancellation))
        {
            using var gone = await account.Calls.Send(
                Operation.Purge,
                token => core.DeleteItemStreamAsync(id, key, cancellationToken: token),
                cancellation
            );
        }
    }

    private async Task<bool> Ask(
        Container core,
        OrganizationId organization,
        string partition,
        string first,
        CancellationToken cancellation
    )
    {
        var item = ItemWriter.Write(
            new(organization, partition, Guid.NewGuid()),
            ItemId.Purge(first),
            ItemNames.PurgeType,
            first,
            static (writer, first) =>
            {
                writer.WriteString("first", first);
                writer.WriteNumber(ItemNames.TimeToLive, RequestSeconds);
            }
        );
        using var written = await account.Calls.Send(
            Operation.Purge,
            token =>
                core.CreateItemStreamAsync(
                    new MemoryStream(item),
                    Keys.Of(organization, partition),
                    cancellationToken: token
                ),
            cancellation
        );
        return written.StatusCode == HttpStatusCode.Created;
    }

    private async IAsyncEnumerable<(string Id, OrganizationId, string Partition)> Find(
        Container core,
        string first,
        PartitionKey? key,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = new QueryDefinition(Old).WithParameter("@type", ItemNames.EventType).WithParameter("@first", first);
        var options = new QueryRequestOptions { PartitionKey = key, MaxConcurrency = -1 };
        await foreach (var row in account.Calls.Rows(Operation.Purge, core, query, options, cancellation))
            yield return (
                row.GetProperty("id").GetString()!,
                new OrganizationId(row.GetProperty("o").GetGuid()),
                row.GetProperty("p").GetString()!
            );
    }
}

/// <summary>Asks for the events of a partition whose keys are less than the first to be kept.</summary>
internal readonly record struct PurgeRequest(OrganizationId Organization, string Partition, string First);
