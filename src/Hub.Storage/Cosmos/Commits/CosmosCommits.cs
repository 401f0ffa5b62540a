using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Usage;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>Writes commits, each as one transactional batch, and tells from a lost answer whether it was written.</summary>
internal sealed class CosmosCommits(CosmosAccount account, OutboxLife outboxLife, UsageTally usage)
{
    public async Task<CommitResult> Write(Commit commit, CancellationToken cancellation)
    {
        var place = new ItemPlace(commit.Organization, commit.Partition, Guid.NewGuid());
        var changes = commit.Changes.Select((change, index) => PreparedChange.Of(place, change, index)).ToList();
        var outbox = new OutboxItems(commit, place, outboxLife.Seconds);
        var weight = changes.Sum(change => change.Weight) + outbox.EventBytes;
        if (weight > CommitLimits.Bytes)
            return CommitLimits.Refuse(weight);
        var core = await account.Core(cancellation);
        var work = new BatchCommit(account, core, commit, place, changes);
        var unreserved = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            foreach (var change in changes.Where(change => change.NeedsLook))
                await work.Look(change, cancellation);
            var plan = CommitPlan.Of(place, changes, outbox, unreserved);
            if (plan.Refusal is { } refusal)
                return refusal;
            var (result, conflict) = await work.Try(plan, cancellation);
            if (result is CommitResult.Done)
                usage.Add(commit.Organization, changes.Sum(static change => change.Growth), outbox.EventBytes);
            if (result is not null)
                return result;
            if (conflict is StepConflict.Unreserved missing)
                unreserved.Add(missing.Id);
        }
    }
}

/// <summary>How long events and timers stay: as long as the log, and at least longer than any outage of the relay.</summary>
internal sealed record OutboxLife(int Seconds)
{
    private const int OutageDays = 14;

    public static OutboxLife For(int retentionDays) => new(Math.Max(retentionDays, OutageDays) * 24 * 3600);
}
