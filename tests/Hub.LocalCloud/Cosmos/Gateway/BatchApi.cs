using Hub.LocalCloud.Cosmos.Batches;
using Hub.LocalCloud.Cosmos.Partitioning;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Transactional batches, and the batches that bulk mode collects for a physical partition.</summary>
internal static class BatchApi
{
    private const int MaximumOperations = 100;
    private const int FailedDependency = 424;

    public static async Task<GatewayResponse> Execute(Container container, GatewayRequest request)
    {
        if (request.Body.Length > Incoming.MaximumSize)
        {
            return GatewayResponse.Refused(413, "Request size is too large");
        }

        if (await BatchOperation.Parse(request.Body) is not { } operations)
        {
            return GatewayResponse.Refused(400, "The body is not a batch.");
        }

        if (operations.Count > MaximumOperations)
        {
            return GatewayResponse.Refused(
                400,
                $"Batch request has more operations than what is supported: {MaximumOperations}."
            );
        }

        var (route, refusal) = Route.Of(container, request);
        if (route is null)
        {
            return refusal!;
        }

        var atomic = request.Is(HeaderNames.BatchAtomic);
        if (atomic && route.Key is null)
        {
            return GatewayResponse.Refused(400, "A batch needs a complete partition key.");
        }

        var results = atomic
            ? Atomic(container, route.Key!, operations)
            : [.. operations.Select(operation => Single(container, route, operation))];
        var status = results.TrueForAll(result => result.Status < 400) ? 200 : 207;
        return new GatewayResponse(status, await BatchResult.Format(results), results.Sum(result => result.Charge));
    }

    /// <summary>The first refusal undoes all; the others then failed for depending on it.</summary>
    private static List<BatchResult> Atomic(Container container, PartitionKey key, List<BatchOperation> operations) =>
        container.Commit(
            key,
            transaction =>
            {
                var results = new List<BatchResult>();
                foreach (var operation in operations)
                {
                    results.Add(Run(container, transaction, key, operation));
                    if (results[^1].Status >= 400)
                    {
                        return
                        [
                            .. operations.Select(
                                (_, i) =>
                                    i == results.Count - 1
                                        ? results[i]
                                        : new BatchResult(FailedDependency, 0, null, default, 0)
                            ),
                        ];
                    }
                }

                return results;
            },
            results => results.TrueForAll(result => result.Status < 400)
        );

    /// <summary>An operation of bulk mode stands for itself, and must belong to the partition that it was sent to.</summary>
    private static BatchResult Single(Container container, Route route, BatchOperation operation)
    {
        const int PartitionKeyRangeGone = 1002;
        var key = operation.PartitionKey is { } text ? container.Paths.FromHeader(text) : null;
        return key is not { Complete: true } ? new BatchResult(400, 0, null, default, 0)
            : !route.Window.Contains(key.Effective) ? new BatchResult(410, PartitionKeyRangeGone, null, default, 0)
            : container.Commit(
                key,
                transaction => Run(container, transaction, key, operation),
                result => result.Status < 400
            );
    }

    private static BatchResult Run(
        Container container,
        Transaction transaction,
        PartitionKey key,
        BatchOperation operation
    )
    {
        var outcome = operation.Kind switch
        {
            BatchKind.Read => transaction.Read(operation.Id!, operation.IfNoneMatch),
            BatchKind.Delete => transaction.Delete(operation.Id!, operation.IfMatch),
            BatchKind.Create or BatchKind.Replace or BatchKind.Upsert => Write(container, transaction, key, operation),
            _ => OperationResult.Refused(400, $"The local host does not answer operation {operation.Kind} of a batch."),
        };
        var size = outcome.Document?.Body.Length ?? 0;
        return new BatchResult(
            outcome.Status,
            outcome.SubStatus,
            outcome.Document?.ETag,
            operation.Minimal && operation.Kind != BatchKind.Read || outcome.Status == 304
                ? default
                : outcome.Document?.Body ?? default,
            operation.Kind == BatchKind.Read ? RequestUnits.ForRead(size) : RequestUnits.ForWrite(size)
        );
    }

    private static OperationResult Write(
        Container container,
        Transaction transaction,
        PartitionKey key,
        BatchOperation operation
    )
    {
        var (item, refusal) = Incoming.Parse(operation.Body);
        return item is null
            ? refusal
            : DocumentsApi.Misplaced(container, key, item)
                ?? operation.Kind switch
                {
                    BatchKind.Create => transaction.Create(item),
                    BatchKind.Replace => transaction.Replace(operation.Id!, item, operation.IfMatch),
                    _ => transaction.Upsert(item, operation.IfMatch),
                };
    }
}
