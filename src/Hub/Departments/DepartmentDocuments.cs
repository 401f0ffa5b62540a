using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Departments;

/// <summary>Where departments are kept: all of an organization's in one partition, which makes their names unique.</summary>
internal static class DepartmentDocuments
{
    public static ValueTask<Stored<Department>?> Get(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => store.Get(Department.Document, organization, Department.Partition, IdOf(id), cancellation);

    public static Commit Write(OrganizationId organization, Department department, Expected expected) =>
        Change(organization, new Put<Department>(Department.Document, IdOf(department.Id), department, expected));

    public static Commit Remove(OrganizationId organization, long id, Expected expected) =>
        Change(organization, new Delete(Department.Document, IdOf(id), expected));

    private static Commit Change(OrganizationId organization, Change change) =>
        new(organization, Department.Partition) { Changes = [change] };

    private static string IdOf(long id) => $"department-{id}";
}
