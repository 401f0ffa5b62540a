using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;

namespace Hub.Ports.Store;

/// <summary>A store that hands everything on to another one; whoever puts something in between says only what.</summary>
public abstract class DelegatingStore(IStore store) : IStore
{
    protected IStore Inner => store;

    public virtual ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class => store.Get(type, organization, partition, id, cancellation);

    public virtual Task<Page<T>> Query<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class => store.Query(type, organization, query, cancellation);

    public virtual Task<CommitResult> Commit(Commit commit, CancellationToken cancellation) =>
        store.Commit(commit, cancellation);

    public virtual ValueTask<long> NextId(
        OrganizationId organization,
        string counter,
        CancellationToken cancellation
    ) => store.NextId(organization, counter, cancellation);

    public ValueTask<long> BytesOf(OrganizationId organization, CancellationToken cancellation) =>
        store.BytesOf(organization, cancellation);

    public IDisposable Watch(DocumentType type, Action<ChangedDocument> changed) => store.Watch(type, changed);

    public ValueTask CatchUp(
        DocumentType type,
        OrganizationId organization,
        string partition,
        CancellationToken cancellation
    ) => store.CatchUp(type, organization, partition, cancellation);
}
