using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>Where people are: all of an organization's in one partition.</summary>
internal static class PeopleStore
{
    public static ValueTask<Stored<Agent>?> Agent(
        this IStore store,
        OrganizationId organization,
        Guid uuid,
        CancellationToken cancellation
    ) => store.Get(PeopleDocuments.Agent, organization, PeopleDocuments.Partition, KeyOf(uuid), cancellation);

    public static ValueTask<Stored<Role>?> Role(
        this IStore store,
        OrganizationId organization,
        Guid uuid,
        CancellationToken cancellation
    ) => store.Get(PeopleDocuments.Role, organization, PeopleDocuments.Partition, KeyOf(uuid), cancellation);

    public static Place<Agent> PlaceOfAgent(
        this IStore store,
        OrganizationId organization,
        Guid uuid,
        Func<Refusal> missing
    ) => Place.Of(store, PeopleDocuments.Agent, organization, PeopleDocuments.Partition, KeyOf(uuid), missing);

    public static Place<Role> PlaceOfRole(
        this IStore store,
        OrganizationId organization,
        Guid uuid,
        Func<Refusal> missing
    ) => Place.Of(store, PeopleDocuments.Role, organization, PeopleDocuments.Partition, KeyOf(uuid), missing);

    /// <summary>The place of somebody whom the REST API names by a number.</summary>
    public static Place<T> PlaceByNumber<T>(
        this IStore store,
        DocumentType<T> type,
        OrganizationId organization,
        long number,
        Func<Refusal> missing
    )
        where T : class =>
        new(
            organization,
            PeopleDocuments.Partition,
            cancellation => new(store.ByNumber(type, organization, number, cancellation)),
            missing
        );

    /// <summary>Those of the ids that there are, in no order.</summary>
    public static async Task<IReadOnlyList<Stored<T>>> ByKeys<T>(
        this IStore store,
        DocumentType<T> type,
        OrganizationId organization,
        IReadOnlyCollection<string> keys,
        CancellationToken cancellation
    )
        where T : class
    {
        var found = new List<Stored<T>>(keys.Count);
        foreach (var some in keys.Chunk(500))
        {
            var query = new Query
            {
                Partition = PeopleDocuments.Partition,
                Filter = new Filter.In("id", [.. some.Select(FieldValue.Text)]),
                Limit = some.Length,
            };
            found.AddRange((await store.Query(type, organization, query, cancellation)).Items);
        }
        return found;
    }

    public static Put<Agent> Write(this Stored<Agent> stored, Agent next) =>
        new(PeopleDocuments.Agent, stored.Id, next, Expected.At(stored.Version));

    public static Put<Role> Write(this Stored<Role> stored, Role next) =>
        new(PeopleDocuments.Role, stored.Id, next, Expected.At(stored.Version));

    private static string KeyOf(Guid uuid) => Domain.People.Agent.KeyOf(uuid);

    public static Commit Commit(OrganizationId organization, params IReadOnlyList<Change> changes) =>
        new(organization, PeopleDocuments.Partition) { Changes = changes };
}
