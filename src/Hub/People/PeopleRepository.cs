using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.People;

/// <summary>Agents and roles: in one partition under the ids that identity providers know, with a number beside.</summary>
internal sealed class PeopleRepository<T>(DocumentType<T> type, string counter, Func<T, string> key) : IRepository<T>
    where T : class
{
    public DocumentType<T> Type => type;

    public string Number => "number";

    public OrganizationId OwnerOf(OrganizationId organization) => organization;

    public ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        store.NextId(organization, counter, cancellation);

    public async ValueTask<Stored<T>?> Find(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => await store.ByNumber(type, organization, id, cancellation);

    public Query Within(OrganizationId organization, Query query) =>
        query with
        {
            Partition = PeopleDocuments.Partition,
        };

    public (string Partition, string Id) AddressOf(T record) => (PeopleDocuments.Partition, key(record));
}

internal static class PeopleRepositories
{
    public static readonly PeopleRepository<Agent> Agents = new(
        PeopleDocuments.Agent,
        PeopleDocuments.AgentCounter,
        static agent => agent.Key
    );

    public static readonly PeopleRepository<Role> Roles = new(
        PeopleDocuments.Role,
        PeopleDocuments.RoleCounter,
        static role => role.Key
    );
}
