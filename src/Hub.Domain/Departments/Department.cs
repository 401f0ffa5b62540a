using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.Departments;

/// <summary>A part of the organization that tickets go to.</summary>
public sealed record Department(string Name, string? Description) : Record
{
    public static readonly Kind<Department> Kind = RecordKinds.Declare<Department>(
        "department",
        "departments",
        DepartmentJson.Default,
        fields => fields.Folded("name", one => one.Name, unique: true)
    );
}

[JsonSerializable(typeof(Department))]
internal sealed partial class DepartmentJson : JsonSerializerContext;
