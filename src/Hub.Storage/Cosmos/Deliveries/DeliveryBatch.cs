using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Deliveries;

/// <summary>Deliveries of one subscription written at once: they share its partition.</summary>
internal static class DeliveryBatch
{
    /// <summary>As many operations as one batch takes.</summary>
    private const int Most = 100;

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

    /// <summary>A batch is empty once it was executed: every try builds it anew.</summary>
    public static async Task<int> Upsert(
        Container container,
        PartitionKey key,
        IReadOnlyList<byte[]> items,
        CancellationToken cancellation
    )
    {
        var batch = container.CreateTransactionalBatch(key);
        foreach (var item in items)
            batch.UpsertItemStream(
                new MemoryStream(item),
                new TransactionalBatchItemRequestOptions { EnableContentResponseOnWrite = false }
            );
        using var answer = await batch.ExecuteAsync(cancellation);
        CosmosMetrics.Charged(Operation.DeliveryPut, answer.RequestCharge);
        return answer.IsSuccessStatusCode
            ? answer.Count
            : throw new FailedBatchException(
                answer.StatusCode,
                answer.RetryAfter,
                $"A batch of deliveries was answered {(int)answer.StatusCode}: {answer.ErrorMessage}"
            );
    }
}
