using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Offline;

/// <summary>
/// The store for work on history: state is written as ever, what would follow from it today is not. Nobody is told unless that
/// is wished, nobody is asked how satisfied they are, and no deadline runs.
/// </summary>
internal sealed class QuietStore(IStore store) : DelegatingStore(store)
{
    private readonly AsyncLocal<GatheredCommits?> gathered = new();
    private long nobodys = 1L << 52;

    /// <summary>Whether webhooks are told of what is written, as of something that happens now.</summary>
    public bool Tells { get; set; }

    /// <summary>
    /// Takes what would have the queue do something by now. Where somebody does, time passes for what is written: deadlines run,
    /// requesters are asked, and what is due later goes to the queue as ever.
    /// </summary>
    public Action<QueueMessage>? Passed { get; set; }

    /// <summary>Whether nothing is written at all, as if it were.</summary>
    public bool IsDryRun { get; set; }

    /// <summary>
    /// Does some work whose commits to a partition are written as one when it is done; other commits are written as ever.
    /// </summary>
    public async Task<(T Outcome, CommitResult? Written)> Together<T>(
        OrganizationId organization,
        string partition,
        Func<Task<T>> work,
        CancellationToken cancellation
    )
    {
        var commits = new GatheredCommits(organization, partition);
        gathered.Value = commits;
        var outcome = await work();
        gathered.Value = null;
        return (outcome, commits.Together is { } all ? await base.Commit(all, cancellation) : null);
    }

    public override ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    ) =>
        gathered.Value is { } commits
        && commits.Concerns(organization, partition)
        && commits.TryGet(type, id, out var found)
            ? new(found)
            : base.Get(type, organization, partition, id, cancellation);

    public override Task<CommitResult> Commit(Commit commit, CancellationToken cancellation) =>
        IsDryRun
            ? Task.FromResult<CommitResult>(
                new CommitResult.Done([.. commit.Changes.Select(static _ => default(DocumentVersion))])
            )
            : Write(
                commit with
                {
                    Changes = Passed is null
                        ? [.. commit.Changes.Where(change => change is not Put<Survey>).Select(WithoutDeadlines)]
                        : commit.Changes,
                    Events = Tells ? [.. commit.Events.Select(AsOfNow)] : [],
                    Timers = Passed is null ? [] : StillDue(commit.Timers, Passed),
                },
                cancellation
            );

    private Task<CommitResult> Write(Commit commit, CancellationToken cancellation) =>
        gathered.Value is { } commits && commits.Concerns(commit.Organization, commit.Partition)
            ? Task.FromResult(commits.Add(commit))
            : base.Commit(commit, cancellation);

    /// <summary>While nothing is written no number is used up: those that are given instead are nobody's.</summary>
    public override ValueTask<long> NextId(
        OrganizationId organization,
        string counter,
        CancellationToken cancellation
    ) => IsDryRun ? new(Interlocked.Increment(ref nobodys)) : base.NextId(organization, counter, cancellation);

    private static IReadOnlyList<QueueMessage> StillDue(IReadOnlyList<QueueMessage> timers, Action<QueueMessage> passed)
    {
        var due = timers.ToLookup(timer => timer.Due <= DateTimeOffset.UtcNow);
        foreach (var timer in due[true])
            passed(timer);
        return [.. due[false]];
    }

    private static Change WithoutDeadlines(Change change) =>
        change is Put<Ticket> put
            ? new Put<Ticket>(
                TicketDocuments.Ticket,
                put.Id,
                put.Value with
                {
                    Sla = null,
                    Expected = null,
                    Idle = null,
                    Timer = null,
                },
                put.Expected
            )
            : change;

    private static Domain.Events.HubEvent AsOfNow(Domain.Events.HubEvent happened)
    {
        var now = DateTimeOffset.UtcNow;
        return happened with { Id = Guid.CreateVersion7(now), At = now };
    }
}
