using Hub.Access;
using Hub.Domain;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Departments;

internal static partial class DepartmentsApi
{
    /// <summary>Create a department. Its name must be free in the organization, whatever the case.</summary>
    /// <returns>The new department.</returns>
    /// <response code="409">
    /// Another department has this name (name_taken), or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<DepartmentResponse>>, Refused>> CreateDepartment(
        CreateDepartment request,
        Caller caller,
        IStore store,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (request.Check() is { Any: true } errors)
            return new Refused(errors);

        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, Department.Counter);
        var now = clock.Now();
        var department = new Department(reservation.Id, request.Name!.Trim(), request.Description, now, now);
        var result = await store.Commit(
            DepartmentDocuments.Write(organization, department, Expected.Absent),
            cancellation
        );
        if (result is CommitResult.Done done)
            return Created(department, done.Versions[0], address, http);
        // Only a run that was cut short can have made it.
        return await DepartmentDocuments.Get(store, organization, reservation.Id, cancellation) is { } made
            ? Created(made.Value, made.Version, address, http)
            : new Refused(result.ToRefusal());
    }

    /// <summary>Update a department. Fields that are left out stay as they are.</summary>
    /// <param name="id">The department's id.</param>
    /// <returns>The department as it is now.</returns>
    /// <response code="409">
    /// Another department has this name (name_taken), or somebody changed this one at the same time.
    /// </response>
    /// <response code="412">It was changed since the version that If-Match names.</response>
    internal static async Task<Results<Ok<One<DepartmentResponse>>, Refused>> UpdateDepartment(
        long id,
        UpdateDepartment request,
        Caller caller,
        IStore store,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (request.Check() is { Any: true } errors)
            return new Refused(errors);

        if (await DepartmentDocuments.Get(store, caller.Organization.Id, id, cancellation) is not { } stored)
            return new Refused(Refusal.NotFound("department", id));
        if (http.CheckIfMatch(stored.Version) is { } stale)
            return new Refused(stale);

        var next = request.Apply(stored.Value, clock.Now());
        var version = stored.Version;
        if (next != stored.Value)
        {
            var commit = DepartmentDocuments.Write(caller.Organization.Id, next, Expected.At(version));
            var result = await store.Commit(commit, cancellation);
            if (result is not CommitResult.Done done)
                return new Refused(result.ToRefusal());
            version = done.Versions[0];
        }
        http.SetETag(version);
        return TypedResults.Ok(new One<DepartmentResponse>(DepartmentResponse.Of(next)));
    }

    /// <summary>Delete a department. Only one that no ticket refers to can be deleted.</summary>
    /// <param name="id">The department's id.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">
    /// Tickets belong to it (department_in_use), or somebody changed it at the same time.
    /// </response>
    /// <response code="412">It was changed since the version that If-Match names.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteDepartment(
        long id,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await DepartmentDocuments.Get(store, organization, id, cancellation) is not { } stored)
            return new Refused(Refusal.NotFound("department", id));
        if (http.CheckIfMatch(stored.Version) is { } stale)
            return new Refused(stale);

        var inUse = new Query { Filter = Filter.Equal("department_id", FieldValue.Integer(id)), Limit = 1 };
        if ((await store.Query(TicketDocuments.Ticket, organization, inUse, cancellation)).Items.Count > 0)
            return new Refused(
                Refusal.Conflict(
                    "department_in_use",
                    "Tickets belong to this department; move them to another one first."
                )
            );
        var commit = DepartmentDocuments.Remove(organization, id, Expected.At(stored.Version));
        var result = await store.Commit(commit, cancellation);
        return result is CommitResult.Done ? TypedResults.NoContent() : new Refused(result.ToRefusal());
    }

    private static Created<One<DepartmentResponse>> Created(
        Department department,
        DocumentVersion version,
        PublicAddress address,
        HttpContext http
    )
    {
        http.SetETag(version);
        return TypedResults.Created(
            address.Of(http, $"/api/v1/departments/{department.Id}"),
            new One<DepartmentResponse>(DepartmentResponse.Of(department))
        );
    }
}
