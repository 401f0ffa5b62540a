using Hub.Domain.Documents;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>One commit against the core container.</summary>
internal sealed class BatchCommit(
    CosmosAccount account,
    Container core,
    Commit commit,
    ItemPlace place,
    IReadOnlyList<PreparedChange> changes
)
{
    private readonly PartitionKey key = Keys.Of(commit.Organization, commit.Partition);

    public async Task Look(PreparedChange change, CancellationToken cancellation)
    {
        using var found = await Read(change.ItemId, cancellation);
        change.Found = found is null ? null : (found.Version, found.Extract(change.Change.Type));
    }

    /// <summary>The result, or the conflict that asks for another look.</summary>
    public async Task<(CommitResult? Result, StepConflict? Conflict)> Try(
        CommitPlan plan,
        CancellationToken cancellation
    )
    {
        using var answer = await account.Calls.Run(Operation.Commit, token => Execute(plan.Steps, token), cancellation);
        if (answer.IsSuccessStatusCode)
            return (Done(plan.Steps, answer), null);
        return plan.Steps[Failed(answer)].Conflict switch
        {
            StepConflict.Refusal refusal => (refusal.Result, null),
            StepConflict.Marked => (await Recognise(plan.Steps[Failed(answer)], cancellation), null),
            var conflict => (null, conflict),
        };
    }

    /// <summary>A batch is empty once it was executed: every try builds it anew.</summary>
    private async Task<TransactionalBatchResponse> Execute(
        IReadOnlyList<BatchStep> steps,
        CancellationToken cancellation
    )
    {
        var batch = core.CreateTransactionalBatch(key);
        foreach (var step in steps)
            step.AddTo(batch);
        var answer = await batch.ExecuteAsync(cancellation);
        CosmosMetrics.Charged(Operation.Commit, answer.RequestCharge);
        if (answer.IsSuccessStatusCode || (BatchStep.IsConflict(answer.StatusCode) && Failed(answer) >= 0))
            return answer;
        using (answer)
            throw new FailedBatchException(
                answer.StatusCode,
                answer.RetryAfter,
                $"A batch was answered {(int)answer.StatusCode}: {answer.ErrorMessage}"
            );
    }

    /// <summary>The step that stopped the others: they answer that they failed with it.</summary>
    private static int Failed(TransactionalBatchResponse answer)
    {
        for (var index = 0; index < answer.Count; index++)
            if (BatchStep.IsConflict(answer[index].StatusCode))
                return index;
        return -1;
    }

    private CommitResult.Done Done(IReadOnlyList<BatchStep> steps, TransactionalBatchResponse answer)
    {
        var versions = new DocumentVersion[changes.Count];
        for (var index = 0; index < steps.Count; index++)
            if (steps[index] is { Change: >= 0 and var change, Kind: not StepKind.Delete })
                versions[change] = ItemVersion.Of(answer[index].ETag, changes[change].Size);
        return new CommitResult.Done(versions);
    }

    /// <summary>An earlier try took effect and its answer was lost: reads what it was.</summary>
    private async Task<CommitResult> Recognise(BatchStep mark, CancellationToken cancellation)
    {
        using (var written = await Read(mark.Id, cancellation))
            if (written is null || written.Commit != place.Commit)
                throw new InvalidOperationException($"The event {mark.Id} was committed before, by another commit.");
        var versions = new DocumentVersion[changes.Count];
        foreach (var change in changes.Where(change => !change.Change.IsDeletion))
        {
            using var item = await Read(change.ItemId, cancellation);
            versions[change.Index] = item?.Commit == place.Commit ? item.Version : ItemVersion.Passed;
        }
        return new CommitResult.Done(versions);
    }

    private async Task<StoredItem?> Read(string id, CancellationToken cancellation) =>
        await StoredItem.Read(
            await account.Calls.Send(
                Operation.Commit,
                token => core.ReadItemStreamAsync(id, key, cancellationToken: token),
                cancellation
            ),
            cancellation
        );
}
