using System.Collections.Frozen;
using Hub.Delivery;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Departments;

/// <summary>Which departments there are, remembered so that creating a ticket reads nothing.</summary>
internal sealed class DepartmentDirectory : IDisposable
{
    private readonly IStore store;
    private readonly IdleCache<OrganizationId, FrozenSet<long>> known;
    private readonly IDisposable watch;
    private long changes;

    public DepartmentDirectory(IStore store, TimeProvider time)
    {
        this.store = store;
        known = new(time);
        watch = store.Watch(
            Department.Document,
            changed =>
            {
                Interlocked.Increment(ref changes);
                known.Forget(changed.Organization);
            }
        );
    }

    public ValueTask<bool> Has(OrganizationId organization, long id, CancellationToken cancellation) =>
        known.TryGet(organization, out var ids)
            ? new(ids.Contains(id))
            : HasAfterReading(organization, id, cancellation);

    public void Dispose() => watch.Dispose();

    private async ValueTask<bool> HasAfterReading(OrganizationId organization, long id, CancellationToken cancellation)
    {
        var before = Volatile.Read(ref changes);
        var ids = new List<long>();
        Page<Department>? page = null;
        do
        {
            var query = new Query
            {
                Partition = Department.Partition,
                Sort = [new Sort("id")],
                Limit = 500,
                After = page?.Next,
            };
            page = await store.Query(Department.Document, organization, query, cancellation);
            ids.AddRange(page.Items.Select(item => item.Value.Id));
        } while (page.Next is not null);

        known.Set(organization, ids.ToFrozenSet());
        if (Volatile.Read(ref changes) != before)
            known.Forget(organization);
        return ids.Contains(id);
    }
}

internal static class DepartmentSetup
{
    public static void AddDepartments(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<DepartmentDirectory>();
}
