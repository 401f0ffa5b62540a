using Hub.Access;
using Hub.Delivery.Ports;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>
    /// Adds a public reply or an internal note to a ticket. A reply by the requester opens a resolved ticket again; a
    /// closed ticket takes notes only.
    /// </summary>
    internal static async Task<Results<Created<One<ReplyResponse>>, Refused>> AddReply(
        long id,
        AddReply request,
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
        var reservation = await Reservation.Of(http, store, organization, TicketDocuments.ReplyCounter);
        // A run that was cut short may have added it, whatever the ticket takes by now.
        if (
            reservation.IsRepeat
            && await TicketCommits.GetReply(store, organization, id, reservation.Id, cancellation) is { } made
        )
            return Created(made.Value, address, http);

        var outcome = await TicketWork.Change(
            store,
            http,
            organization,
            id,
            ticket => ticket.AddReply(request.ToDraft(reservation.Id), caller.Actor, clock.Now()),
            cancellation
        );
        return outcome.Refusal is { } refusal ? new Refused(refusal) : Created(outcome.Change!.Added!, address, http);
    }

    /// <summary>Deletes a reply or a note of a ticket.</summary>
    internal static async Task<Results<NoContent, Refused>> DeleteReply(
        long id,
        long replyId,
        Caller caller,
        IStore store,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var outcome = await TicketWork.Change(
            store,
            http,
            organization,
            id,
            async ticket =>
                await TicketCommits.GetReply(store, organization, id, replyId, cancellation) is { } reply
                    ? ticket.DeleteReply(reply.Value, caller.Actor, clock.Now())
                    : Refusal.NotFound("reply", replyId),
            cancellation
        );
        return outcome.Refusal is { } refusal ? new Refused(refusal) : TypedResults.NoContent();
    }

    private static Created<One<ReplyResponse>> Created(Reply reply, PublicAddress address, HttpContext http) =>
        TypedResults.Created(
            address.Of(http, $"/api/v1/tickets/{reply.TicketId}/replies/{reply.Id}"),
            new One<ReplyResponse>(ReplyResponse.Of(reply))
        );
}
