using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>Plain records: all of an organization's in the kind's partition, which makes their names unique.</summary>
/// <param name="isGone">Those that are kept and no longer found; none when absent.</param>
internal sealed class RecordRepository<T>(Kind<T> kind, Func<T, bool>? isGone = null) : IRepository<T>
    where T : Record
{
    public DocumentType<T> Type => kind.Document;

    public string Number => "id";

    public OrganizationId OwnerOf(OrganizationId organization) => organization;

    public ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        store.NextId(organization, kind.Name, cancellation);

    public async ValueTask<Stored<T>?> Find(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) =>
        await store.Get(Type, organization, kind.Partition, DocumentIdOf(id), cancellation) is { } stored
        && isGone?.Invoke(stored.Value) is not true
            ? stored
            : null;

    public Query Within(OrganizationId organization, Query query) => query with { Partition = kind.Partition };

    public (string Partition, string Id) AddressOf(T record) => (kind.Partition, DocumentIdOf(record.Id));

    private string DocumentIdOf(long id) => $"{kind.Name}-{id}";
}
