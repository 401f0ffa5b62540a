using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Assets;
using Hub.Domain.Assignment;
using Hub.Domain.Departments;
using Hub.Domain.Problems;
using Hub.Domain.Sla;
using Hub.Domain.TicketQueues;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Departments;

/// <summary>A department to create.</summary>
/// <example>{"name": "Human Resources", "description": "Contracts, pay and leave"}</example>
internal sealed record CreateDepartment
{
    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>Service desk</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>What it takes care of.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }
}

/// <summary>What to change of a department; fields that are left out stay as they are.</summary>
/// <example>{"description": "People and their contracts"}</example>
[Like(typeof(CreateDepartment))]
internal sealed record UpdateDepartment(
    [property: CannotBeCleared] Optional<string?> Name,
    Optional<string?> Description
);

/// <summary>A part of the organization that tickets go to.</summary>
[Like(typeof(CreateDepartment))]
internal sealed record DepartmentResponse(string Name, string? Description) : RecordResponse;

/// <summary>
/// Departments. Reading goes with tickets, which refer to them; writing goes with agents, the other half of who does
/// what in an organization.
/// </summary>
internal static class DepartmentsApi
{
    public static readonly IRepository<Department> Records = new RecordRepository<Department>(Department.Kind);

    public static void MapDepartments(this IEndpointRouteBuilder api) =>
        api.MapResource(
            RecordResource.Of<Department, CreateDepartment, UpdateDepartment, DepartmentResponse>(
                Department.Kind,
                (Scope.TicketsRead, Scope.UsersWrite),
                DepartmentsJson.Default,
                create: body => new Department(body.Name!, body.Description),
                edit: (one, body) =>
                    one with
                    {
                        Name = body.Name.Or(one.Name)!,
                        Description = body.Description.Or(one.Description),
                    },
                show: one => new DepartmentResponse(one.Name, one.Description)
            ) with
            {
                Filters = [Filters.Search("q", "Only with this text in the name, whatever the case.", "name")],
                Sorts = ["name"],
                KeptBy =
                [
                    InUse.By(
                        TicketDocuments.Ticket,
                        "department_id",
                        "Tickets belong to this department; move them to another one first."
                    ),
                    InUse.By(
                        ProblemRecord.Kind.Document,
                        "department_id",
                        "Problems belong to this department; move them to another one first."
                    ),
                    InUse.By(
                        AssetKinds.Asset.Document,
                        "department_id",
                        "Assets belong to this department; move them to another one first."
                    ),
                    InUse.By(
                        TicketQueue.Kind.Document,
                        "department_id",
                        "Queues belong to this department; give them to another one first."
                    ),
                    InUse.ByOneOf(
                        SlaPolicy.Kind.Document,
                        "department_ids",
                        "SLA policies name this department; take it out of them first."
                    ),
                    InUse.ByOneOf(
                        AssignmentRule.Kind.Document,
                        "department_ids",
                        "Assignment rules name this department; take it out of them first."
                    ),
                ],
                Limit = RecordLimit.Departments,
                About =
                    "A department is a team or group of the helpdesk, as IT, sales or people, that tickets and agents belong to.",
                InFlows = Visibility.Ordinary,
            }
        );
}

[JsonSerializable(typeof(CreateDepartment))]
[JsonSerializable(typeof(UpdateDepartment))]
[JsonSerializable(typeof(One<DepartmentResponse>))]
[JsonSerializable(typeof(Many<DepartmentResponse>))]
internal sealed partial class DepartmentsJson : JsonSerializerContext;
