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

    public static async Task<int> Upsert(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        CancellationToken cancellation
    )
    {
        using var answer = await Execute(
            container,
            key,
            items,
            Operation.DeliveryPut,
            static (batch, item) => batch.UpsertItemStream(item, Quiet),
            cancellation
        );
        return answer.IsSuccessStatusCode ? answer.Count : throw Failed(answer);
    }

    /// <summary>False when one of them is there already: then none was written.</summary>
    public static async Task<bool> Create(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        CancellationToken cancellation
    )
    {
        using var answer = await Execute(
            container,
            key,
            items,
            Operation.DeliveryAdd,
            static (batch, item) => batch.CreateItemStream(item, Quiet),
            cancellation
        );
        return answer.StatusCode switch
        {
            HttpStatusCode.Conflict => false,
            _ when answer.IsSuccessStatusCode => true,
            _ => throw Failed(answer),
        };
    }

    /// <summary>A batch is empty once it was executed: every try builds it anew.</summary>
    private static async Task<TransactionalBatchResponse> Execute(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        string operation,
        Action<TransactionalBatch, Stream> add,
        CancellationToken cancellation
    )
    {
        var batch = container.CreateTransactionalBatch(key);
        foreach (var item in items)
            add(batch, new MemoryStream(item));
        var answer = await batch.ExecuteAsync(cancellation);
        CosmosMetrics.Charged(operation, answer.RequestCharge);
        return answer;
    }

    private static FailedBatchException Failed(TransactionalBatchResponse answer) =>
        new(
            answer.StatusCode,
            answer.RetryAfter,
            $"A batch of deliveries was answered {(int)answer.StatusCode}: {answer.ErrorMessage}"
        );
}
