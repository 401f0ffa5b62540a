using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>Plain records: all of an organization's in the kind's partition, which makes their names unique.</summary>
internal sealed class RecordRepository<T>(Kind<T> kind) : IRepository<T>
    where T : Record
{
    public DocumentType<T> Type => kind.Document;

    public string Number => "id";

    public OrganizationId OwnerOf(OrganizationId organization) => organization;

    public ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        store.NextId(organization, kind.Name, cancellation);

    public ValueTask<Stored<T>?> Find(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => store.Get(Type, organization, kind.Partition, DocumentIdOf(id), cancellation);

    public Query Within(OrganizationId organization, Query query) => query with { Partition = kind.Partition };

    public (string Partition, string Id) AddressOf(T record) => (kind.Partition, DocumentIdOf(record.Id));

    private string DocumentIdOf(long id) => $"{kind.Name}-{id}";
}
