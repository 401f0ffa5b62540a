using Hub.Domain.Documents;
using Hub.Domain.Json;

namespace Hub.Domain.Departments;

/// <summary>A part of the organization that tickets go to.</summary>
public sealed record Department(
    long Id,
    string Name,
    string? Description,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public const string Partition = "departments";

    public const string Counter = "department";

    public static readonly DocumentType<Department> Document = new DocumentType<Department>(
        "department",
        DomainJson.Default.Department
    )
        .Integer("id", department => department.Id)
        .Folded("name", department => department.Name, unique: true)
        .Index("id");
}
