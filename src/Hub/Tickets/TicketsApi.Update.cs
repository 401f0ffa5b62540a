using Hub.Access;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>
    /// Update a ticket (assign or close it). Fields that are left out stay as they are. With If-Match only the version it names is changed,
    /// otherwise the last change wins.
    /// </summary>
    /// <remarks>
    /// Use it to update, change or edit a ticket: to set or change its subject, description, status, priority or expected date,
    /// to assign, give or hand it over to another agent, colleague or team, to resolve, solve, close or reopen it, to move it to
    /// a department or queue, or to add a tag or take it off; to say something on it, use Reply to a ticket or leave an internal note
    /// instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The ticket as it is now.</returns>
    /// <response code="409">Its workflow does not allow the change: a closed ticket stays closed.</response>
    internal static async Task<Results<Ok<One<TicketResponse>>, Refused>> UpdateTicket(
        long id,
        Body<UpdateTicket> body,
        Caller caller,
        TicketWork work,
        References references,
        CustomFieldRules fields,
        WorkflowBook workflows,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        var custom = await fields.Check(
            body.Value.CustomFields.Or(null),
            isNew: false,
            body.Errors,
            organization,
            cancellation
        );
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var patch = body.Value.ToPatch() with { CustomFields = custom };
        var workflow = await workflows.Of(organization, cancellation);
        var written = await work.Change(
            http,
            organization,
            id,
            ticket => ticket.Update(patch, caller.Actor, clock.Now(), workflow),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);

        http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(new TicketResponse(written.Value.Ticket)));
    }
}
