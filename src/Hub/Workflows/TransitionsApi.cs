using Hub.Access;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Workflows;

/// <summary>A ticket's way through its workflow; the routes stand with those of tickets.</summary>
internal static class TransitionsApi
{
    /// <summary>List transitions of a ticket. Shows where it stands in the workflow, and the ways that lead on.</summary>
    /// <remarks>
    /// Use it to find out which statuses are allowed or possible next for a ticket; to move it, use Move a ticket to a different status
    /// instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>Where it stands, and where it can go.</returns>
    internal static async Task<Results<Ok<One<TicketTransitionsResponse>>, Refused>> GetTicketTransitions(
        long id,
        Caller caller,
        IStore store,
        WorkflowBook workflows,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        return await TicketCommits.Get(store, organization, id, cancellation) is { Value: var ticket }
            ? TypedResults.Ok(
                new One<TicketTransitionsResponse>(
                    TicketTransitionsResponse.Of(ticket, await workflows.Of(organization, cancellation))
                )
            )
            : new Refused(Refusal.NotFound("ticket", id));
    }

    /// <summary>
    /// Move a ticket to a different status. Takes a way of the workflow; a comment becomes a reply or a note in the same step. A
    /// ticket that has the status already stays as it is, so that a repeat says nothing twice.
    /// </summary>
    /// <remarks>
    /// Use it to move a ticket along a workflow of your own; for other fields or without
    /// such a workflow, use Update a ticket (assign or close it) instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The ticket as it is now.</returns>
    /// <response code="409">No way of the workflow leads there from the status that the ticket has.</response>
    internal static async Task<Results<Ok<One<TicketResponse>>, Refused>> MoveTicket(
        long id,
        Body<MoveTicket> body,
        Caller caller,
        IStore store,
        WorkflowBook workflows,
        TicketWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        long? reply = body.Value.Comment is null
            ? null
            : await store.NextId(organization, TicketDocuments.ReplyCounter, cancellation);
        var (move, workflow) = (body.Value.ToMove(reply), await workflows.Of(organization, cancellation));
        var written = await work.Change(
            http,
            organization,
            id,
            ticket => ticket.Move(move, workflow, caller.Actor, clock.Now()),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(new TicketResponse(written.Value.Ticket)));
    }
}
