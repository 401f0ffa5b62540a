using Hub.Access;
using Hub.Delivery.Ports;
using Hub.Domain;
using Hub.Domain.Departments;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.RateLimits;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Departments;

/// <summary>
/// Departments. Reading goes with tickets, which refer to them; writing goes with agents, the other half of who does
/// what in an organization.
/// </summary>
internal static partial class DepartmentsApi
{
    public static void MapDepartments(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/departments").WithTags("Departments");
        read.RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("/", ListDepartments);
        read.MapGet("/{id:long}", GetDepartment);

        var write = routes.MapGroup("/departments").WithTags("Departments");
        write.RequireScope(Scope.UsersWrite).LimitAs(Limit.Write);
        write.MapPost("/", CreateDepartment).Idempotent(Department.Counter);
        write.MapPut("/{id:long}", UpdateDepartment);
        write.MapDelete("/{id:long}", DeleteDepartment);
    }

    /// <summary>Lists the organization's departments by their ids.</summary>
    internal static async Task<Results<Ok<Many<DepartmentResponse>>, Refused>> ListDepartments(
        Caller caller,
        IStore store,
        CancellationToken cancellation,
        int? page = null,
        [FromQuery(Name = "per_page")] int? perPage = null
    )
    {
        var errors = new FieldErrors();
        var paging = Paging.Read(page, perPage, errors);
        if (errors.Any)
            return new Refused(errors);

        var query = paging.Over(Filter.All, new Sort("id")) with { Partition = Department.Partition };
        var found = await store.Query(Department.Document, caller.Organization.Id, query, cancellation);
        return TypedResults.Ok(paging.Answer(found, DepartmentResponse.Of));
    }

    /// <summary>Gets one department.</summary>
    internal static async Task<Results<Ok<One<DepartmentResponse>>, StatusCodeHttpResult, Refused>> GetDepartment(
        long id,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (await DepartmentDocuments.Get(store, caller.Organization.Id, id, cancellation) is not { } stored)
            return new Refused(Refusal.NotFound("department", id));
        http.SetETag(stored.Version);
        return http.HasAlready(stored.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new One<DepartmentResponse>(DepartmentResponse.Of(stored.Value)));
    }
}
