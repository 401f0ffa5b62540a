using System.Collections.Frozen;
using Hub.Domain.Departments;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Records;

namespace Hub.Departments;

/// <summary>Which departments there are, remembered so that creating a ticket reads nothing.</summary>
internal sealed class DepartmentDirectory(IStore store, TimeProvider time) : IDisposable
{
    private readonly WatchedCache<OrganizationId, FrozenSet<long>> known = new(
        store,
        Department.Document,
        static changed => changed.Organization,
        (organization, cancellation) => Read(store, organization, cancellation),
        time
    );

    public ValueTask<bool> Has(OrganizationId organization, long id, CancellationToken cancellation) =>
        known.Known(organization) is { } ids ? new(ids.Contains(id)) : HasAfterReading(organization, id, cancellation);

    public void Dispose() => known.Dispose();

    private async ValueTask<bool> HasAfterReading(
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => (await known.Get(organization, cancellation))!.Contains(id);

    private static async ValueTask<FrozenSet<long>?> Read(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var query = new Query { Partition = Department.Partition, Sort = [new Sort("id")] };
        var ids = new List<long>();
        await foreach (var stored in store.All(Department.Document, organization, query, cancellation))
            ids.Add(stored.Value.Id);
        return ids.ToFrozenSet();
    }
}

internal static class DepartmentSetup
{
    public static void AddDepartments(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<DepartmentDirectory>();
}
