using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>Where the records of a kind are kept, and how one is found by the number that routes know it by.</summary>
internal interface IRepository<T>
    where T : class
{
    DocumentType<T> Type { get; }

    /// <summary>The field that holds a record's number.</summary>
    string Number { get; }

    /// <summary>Whose documents they are: the organization's own, or those of the hub's directory.</summary>
    OrganizationId OwnerOf(OrganizationId organization);

    ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation);

    ValueTask<Stored<T>?> Find(IStore store, OrganizationId organization, long id, CancellationToken cancellation);

    /// <summary>The record with what is kept beside it.</summary>
    ValueTask<Stored<T>> Complete(IStore store, Stored<T> stored, CancellationToken cancellation) => new(stored);

    /// <summary>The query, of the organization's records of the kind alone.</summary>
    Query Within(OrganizationId organization, Query query);

    Task<Page<T>> List(IStore store, OrganizationId organization, Query query, CancellationToken cancellation) =>
        Repositories.List(this, store, organization, query, cancellation);

    /// <summary>Where a new record goes.</summary>
    (string Partition, string Id) AddressOf(T record);
}

internal static class Repositories
{
    public static async Task<Page<T>> List<T>(
        this IRepository<T> repository,
        IStore store,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class
    {
        var page = await store.Query(
            repository.Type,
            repository.OwnerOf(organization),
            repository.Within(organization, query),
            cancellation
        );
        var items = new Stored<T>[page.Items.Count];
        for (var index = 0; index < items.Length; index++)
            items[index] = await repository.Complete(store, page.Items[index], cancellation);
        return page with { Items = items };
    }

    /// <summary>The commit that writes the record.</summary>
    public static Commit Put<T>(
        this IRepository<T> repository,
        OrganizationId organization,
        T record,
        Expected expected
    )
        where T : class
    {
        var (partition, id) = repository.AddressOf(record);
        return new Commit(repository.OwnerOf(organization), partition)
        {
            Changes = [new Put<T>(repository.Type, id, record, expected)],
        };
    }

    /// <summary>The record's place, for a change.</summary>
    public static Place<T> PlaceOf<T>(
        this IRepository<T> repository,
        IStore store,
        OrganizationId organization,
        long id,
        Func<Refusal> missing
    )
        where T : class =>
        new(
            repository.OwnerOf(organization),
            repository.Type.Name,
            cancellation => repository.Find(store, organization, id, cancellation),
            missing
        );
}
