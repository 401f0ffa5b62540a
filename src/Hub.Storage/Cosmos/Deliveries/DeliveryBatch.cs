using System.Net;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>Deliveries of one subscription written at once: they share its partition.</summary>
internal static class DeliveryBatch
{
    /// <summary>As many operations as one batch takes.</summary>
    public const int Most = 100;

    private static readonly TransactionalBatchItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    /// <summary>In their order, each part no more than one batch takes.</summary>
    public static IEnumerable<IReadOnlyList<byte[]>> Split(IEnumerable<byte[]> items)
    {
        var (part, bytes) = (new List<byte[]>(), 0);
        foreach (var item in items)
        {
            if (part.Count == Most || (part.Count > 0 && bytes + item.Length > CommitLimits.Bytes))
            {
                yield return part;
                (part, bytes) = ([], 0);
            }
            part.Add(item);
            bytes += item.Length;
        }
        if (part.Count > 0)
            yield return part;
    }

    public static Task<bool> Upsert(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        CancellationToken cancellation
    ) =>
        Execute(
            container,
            key,
            items,
            Operation.DeliveryPut,
            static (batch, item, quiet) => batch.UpsertItemStream(item, quiet),
            cancellation
        );

    /// <summary>False when one of them is there already: then none was written.</summary>
    public static Task<bool> Create(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        CancellationToken cancellation
    ) =>
        Execute(
            container,
            key,
            items,
            Operation.DeliveryAdd,
            static (batch, item, quiet) => batch.CreateItemStream(item, quiet),
            cancellation
        );

    /// <summary>A batch is empty once it was executed: every try builds it anew.</summary>
    private static async Task<bool> Execute(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        string operation,
        Action<TransactionalBatch, Stream, TransactionalBatchItemRequestOptions> add,
        CancellationToken cancellation
    )
    {
        var batch = container.CreateTransactionalBatch(key);
        foreach (var item in items)
            add(batch, new MemoryStream(item), Quiet);
        using var answer = await batch.ExecuteAsync(cancellation);
        CosmosMetrics.Charged(operation, answer.RequestCharge);
        if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict)
            return answer.IsSuccessStatusCode;
        throw new FailedBatchException(
            answer.StatusCode,
            answer.RetryAfter,
            $"A batch of deliveries was answered {(int)answer.StatusCode}: {answer.ErrorMessage}"
        );
    }
}
