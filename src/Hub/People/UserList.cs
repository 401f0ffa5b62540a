using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.People;

/// <summary>Which agents to list, from where.</summary>
internal sealed record UserList
{
    /// <summary>Only those who have this role, by its id, directly or through another role.</summary>
    [FromQuery(Name = "role_id")]
    public long? RoleId { get; init; }

    /// <summary>Only of this department, by its id.</summary>
    [FromQuery(Name = "department_id")]
    public long? DepartmentId { get; init; }

    /// <summary>Only of this e-mail address, whatever the case.</summary>
    [FromQuery(Name = "email")]
    public string? Email { get; init; }

    /// <summary>Only the active, or only the inactive ones.</summary>
    [FromQuery(Name = "is_active")]
    public bool? IsActive { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many agents a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    /// <param name="roles">The roles that carry the role asked for.</param>
    public Filter ToFilter(IReadOnlyList<Guid>? roles)
    {
        var conditions = new List<Filter>();
        if (roles is not null)
            conditions.Add(
                new Filter.Any(
                    "groups",
                    new Filter.In("value", [.. roles.Select(role => FieldValue.Text(Domain.People.Agent.KeyOf(role)))])
                )
            );
        if (DepartmentId is { } department)
            conditions.Add(Filter.Equal("department_id", FieldValue.Integer(department)));
        if (Email is { Length: > 0 } email)
            conditions.Add(Filter.Equal("email", FieldValue.Folded(email)));
        if (IsActive is { } active)
            conditions.Add(Filter.Equal("active", FieldValue.Flag(active)));
        return Filter.AllOf(conditions);
    }
}
