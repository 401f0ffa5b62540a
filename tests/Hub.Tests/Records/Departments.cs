using Hub.Departments;
using Hub.Domain.Departments;
using Hub.Domain.Organizations;
using Hub.Domain.Records;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Tests.Records;

/// <summary>A kind of plain record for tests of what all kinds have in common.</summary>
internal static class Departments
{
    public static readonly IRepository<Department> Records = DepartmentsApi.Records;

    public static Department Of(long id, string name, string? description = null) =>
        new Department(name, description).Stamp(id, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    public static Commit Write(OrganizationId organization, Department department, Expected expected) =>
        Records.Put(organization, department, expected);

    public static Commit Remove(OrganizationId organization, long id) =>
        new(organization, Department.Kind.Partition)
        {
            Changes = [new Delete(Department.Kind.Document, Records.AddressOf(Of(id, "")).Id, Expected.Anything)],
        };
}
