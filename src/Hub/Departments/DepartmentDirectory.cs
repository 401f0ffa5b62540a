using System.Collections.Concurrent;
using System.Collections.Frozen;
using Hub.Delivery.Ports;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;

namespace Hub.Departments;

/// <summary>Which departments there are, remembered so that creating a ticket reads nothing.</summary>
internal sealed class DepartmentDirectory : IDisposable
{
    private readonly IStore store;
    private readonly ConcurrentDictionary<OrganizationId, FrozenSet<long>> known = new();
    private readonly IDisposable watch;
    private long changes;

    public DepartmentDirectory(IStore store)
    {
        this.store = store;
        watch = store.Watch(
            Department.Document,
            changed =>
            {
                Interlocked.Increment(ref changes);
                known.TryRemove(changed.Organization, out _);
            }
        );
    }

    public ValueTask<bool> Has(OrganizationId organization, long id, CancellationToken cancellation) =>
        known.TryGetValue(organization, out var ids)
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

        known[organization] = ids.ToFrozenSet();
        if (Volatile.Read(ref changes) != before)
            known.TryRemove(organization, out _);
        return ids.Contains(id);
    }
}

internal static class DepartmentSetup
{
    public static void AddDepartments(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<DepartmentDirectory>();
}
