using Hub.Access;
using Hub.Departments;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>
    /// Update a ticket. Fields that are left out stay as they are. With If-Match only the version it names is changed,
    /// otherwise the last change wins.
    /// </summary>
    /// <param name="id">The ticket's id: a number, not its code.</param>
    /// <returns>The ticket as it is now.</returns>
    /// <response code="409">Its status does not allow the change: a closed ticket stays closed.</response>
    /// <response code="412">It was changed since the version that If-Match names.</response>
    internal static async Task<Results<Ok<One<TicketResponse>>, Refused>> UpdateTicket(
        long id,
        UpdateTicket request,
        Caller caller,
        TicketWork work,
        DepartmentDirectory departments,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (organization, errors) = (caller.Organization.Id, request.Check());
        if (
            request.DepartmentId.Or(null) is { } department
            && !await departments.Has(organization, department, cancellation)
        )
            errors.Add("department_id", NoSuchDepartment(department));
        if (errors.Any)
            return new Refused(errors);

        var patch = request.ToPatch();
        var written = await work.Change(
            http,
            organization,
            id,
            ticket => ticket.Update(patch, caller.Actor, clock.Now()),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);

        http.SetETag(written.Version);
        return TypedResults.Ok(new One<TicketResponse>(new TicketResponse(written.Value.Ticket)));
    }
}
