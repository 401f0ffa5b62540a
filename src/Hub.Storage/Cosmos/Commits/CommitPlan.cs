using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>The batch that a commit becomes, worked out from what was found in its partition.</summary>
internal sealed class CommitPlan
{
    // Of one batch, by the service.
    private const int MostSteps = 100;
    private const int MostBytes = 2 * 1024 * 1024 - 16 * 1024;

    private readonly List<BatchStep> steps = [];

    private CommitPlan() { }

    public IReadOnlyList<BatchStep> Steps => steps;

    /// <summary>Why there is nothing to try.</summary>
    public CommitResult? Refusal { get; private set; }

    public static CommitPlan Of(
        ItemPlace place,
        IReadOnlyList<PreparedChange> changes,
        OutboxItems outbox,
        IReadOnlySet<string> unreserved
    )
    {
        var plan = new CommitPlan();
        plan.steps.Add(outbox.Steps[0]);
        var reservations = new Reservations(place, changes);
        foreach (var change in changes)
        {
            plan.Refusal ??= plan.Add(change, outbox);
            var (claims, taken) = reservations.Claim(change);
            plan.steps.AddRange(claims);
            plan.Refusal ??= taken;
        }
        plan.steps.AddRange(reservations.Release(unreserved));
        plan.steps.AddRange(outbox.Steps.Skip(1));
        plan.Refusal ??= plan.CheckSize();
        return plan;
    }

    private CommitResult? Add(PreparedChange change, OutboxItems outbox)
    {
        var type = change.Change.Type.Name;
        var (expected, found) = (change.Change.Expected, change.Found);
        var stale = new CommitResult.Stale(type, change.Change.Id);
        var exists = new CommitResult.Exists(type, change.Change.Id);
        if (
            change.NeedsLook
            && expected.What == Expected.Kind.Version
            && change.ETag != ItemVersion.ETag(expected.Version)
        )
            return stale;
        if (change.NeedsLook && expected.What == Expected.Kind.Absent && found is not null)
            return exists;
        if (change.Change.IsDeletion && change.NeedsLook && found is null)
            return null;
        var (etag, conflict) = expected.What switch
        {
            Expected.Kind.Version => (ItemVersion.ETag(expected.Version), new StepConflict.Refusal(stale)),
            Expected.Kind.Absent => (null, new StepConflict.Refusal(exists)),
            _ => (change.ETag, (StepConflict)StepConflict.Moved.Instance),
        };
        var kind =
            change.Change.IsDeletion ? StepKind.Delete
            : etag is null ? StepKind.Create
            : StepKind.Replace;
        steps.Add(new(kind, change.ItemId, change.Item, etag, conflict, change.Index));
        if (change.Change.IsDeletion)
            steps.Add(outbox.Tombstone(change.Change.Type, change.Change.Id));
        return null;
    }

    private CommitResult.TooLarge? CheckSize()
    {
        if (steps.Count > MostSteps)
            return new($"The change has {steps.Count} parts; at most {MostSteps} can be stored in one step.");
        var bytes = steps.Sum(step => step.Size);
        return bytes > MostBytes
            ? new($"The change takes {bytes:N0} bytes to store; at most {MostBytes:N0} can be stored in one step.")
            : null;
    }
}
