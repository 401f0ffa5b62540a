using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Offline;

/// <summary>
/// The store for work on history: state is written as ever, what would follow from it today is not. Nobody is told unless that
/// is wished, nobody is asked how satisfied they are, and no deadline runs.
/// </summary>
internal sealed class QuietStore(IStore store) : IStore
{
    /// <summary>Whether webhooks are told of what is written, as of something that happens now.</summary>
    public bool Tells { get; set; }

    /// <summary>Whether nothing is written at all, as if it were.</summary>
    public bool IsDryRun { get; set; }

    public ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class => store.Get(type, organization, partition, id, cancellation);

    public Task<Page<T>> Query<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class => store.Query(type, organization, query, cancellation);

    public Task<CommitResult> Commit(Commit commit, CancellationToken cancellation) =>
        IsDryRun
            ? Task.FromResult<CommitResult>(
                new CommitResult.Done([.. commit.Changes.Select(static _ => default(DocumentVersion))])
            )
            : store.Commit(
                commit with
                {
                    Changes = [.. commit.Changes.Where(change => change is not Put<Survey>).Select(WithoutDeadlines)],
                    Events = Tells ? [.. commit.Events.Select(AsOfNow)] : [],
                    Timers = [],
                },
                cancellation
            );

    public ValueTask<long> NextId(OrganizationId organization, string counter, CancellationToken cancellation) =>
        store.NextId(organization, counter, cancellation);

    public IDisposable Watch(DocumentType type, Action<ChangedDocument> changed) => store.Watch(type, changed);

    public ValueTask CatchUp(
        DocumentType type,
        OrganizationId organization,
        string partition,
        CancellationToken cancellation
    ) => store.CatchUp(type, organization, partition, cancellation);

    private static Change WithoutDeadlines(Change change) =>
        change is Put<Ticket> { Value.Sla: not null } put
            ? new Put<Ticket>(TicketDocuments.Ticket, put.Id, put.Value with { Sla = null }, put.Expected)
            : change;

    private static Domain.Events.HubEvent AsOfNow(Domain.Events.HubEvent happened)
    {
        var now = DateTimeOffset.UtcNow;
        return happened with { Id = Guid.CreateVersion7(now), At = now };
    }
}
