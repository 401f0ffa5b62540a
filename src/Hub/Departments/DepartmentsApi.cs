using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Departments;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
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
        var departments = routes.MapGroup("/departments").OfResource("department").WithTags("Departments");
        var read = departments.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("/", ListDepartments);
        read.MapGet("/{id}", GetDepartment);

        var write = departments.MapGroup("").RequireScope(Scope.UsersWrite).LimitAs(Limit.Write);
        write.MapPost("/", CreateDepartment).Idempotent(Department.Counter);
        write.MapPut("/{id}", UpdateDepartment);
        write.MapDelete("/{id}", DeleteDepartment);
    }

    /// <summary>List departments. Shows the organization's departments in the order of their ids.</summary>
    /// <param name="page">The number of the page; the first is 1.</param>
    /// <param name="perPage">How many departments a page holds.</param>
    /// <returns>One page of departments.</returns>
    internal static async Task<Results<Ok<Many<DepartmentResponse>>, Refused>> ListDepartments(
        Caller caller,
        IStore store,
        CancellationToken cancellation,
        [Range(1, Paging.LastPage), DefaultValue(1)] int? page = null,
        [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
            int? perPage = null
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

    /// <summary>Get a department. Shows its name and what it takes care of.</summary>
    /// <param name="id">The department's id.</param>
    /// <returns>The department.</returns>
    /// <response code="304">It still is the version that If-None-Match names.</response>
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
