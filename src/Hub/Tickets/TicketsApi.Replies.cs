using Hub.Access;
using Hub.Attachments;
using Hub.Contacts;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>
    /// Reply to a ticket or leave an internal note. A reply by the requester opens a resolved ticket again; a closed ticket takes
    /// notes only. Attachments of the ticket may belong to it, and media that were uploaded without a ticket.
    /// </summary>
    /// <remarks>
    /// Use it to add, write, send or post a reply or answer to the customer, or to add an internal or private note or comment for
    /// colleagues that the customer cannot see; to change fields, use Update a ticket (assign or close it) instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new reply or note.</returns>
    /// <response code="409">
    /// The ticket is closed and takes notes only, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<ReplyResponse>>, Refused>> AddReply(
        long id,
        Body<AddReply> body,
        Caller caller,
        IStore store,
        ContactBook contacts,
        WorkflowBook workflows,
        TicketWork work,
        ReplyAttachments attachments,
        WaitingFiles waiting,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, TicketDocuments.ReplyCounter);
        // A run that was cut short may have added it, whatever the ticket takes by now.
        if (
            reservation.IsRepeat
            && await TicketCommits.GetReply(store, organization, id, reservation.Id, cancellation) is { } made
            && await TicketCommits.Get(store, organization, id, cancellation) is { } ticket
        )
            return Created(made.Value, ticket.Value);

        var author = body.Value.AuthorEmail is { } email
            ? await contacts.Person(organization, email, body.Value.AuthorName, cancellation)
            : null;
        var draft = body.Value.ToDraft(reservation.Id, author);
        var workflow = await workflows.Of(organization, cancellation);
        var brought = await waiting.Bring(
            organization,
            id,
            draft.AttachmentIds,
            ticket => !ticket.AddReply(draft, caller.Actor, clock.Now(), workflow).IsRefused,
            cancellation
        );
        if (brought is not null)
            return new Refused(brought);
        var written = await work.Change<TicketChange>(
            http,
            organization,
            id,
            async stored =>
            {
                var decision = stored.Value.AddReply(draft, caller.Actor, clock.Now(), workflow);
                if (decision.IsRefused)
                    return decision.Refusal;
                var (claimed, refusal) = await attachments.Claim(organization, decision.State.Added!, cancellation);
                return refusal is not null ? refusal : await work.Propose(stored, decision, cancellation, claimed);
            },
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : Created(written.Value.Added!, written.Value.Ticket);

        Created<One<ReplyResponse>> Created(Reply reply, Ticket ticket) =>
            TypedResults.Created(
                address.Of(http, $"/api/v1/tickets/{reply.TicketId}/replies/{reply.Id}"),
                body.Answer(ReplyResponse.Of(reply, ticket))
            );
    }

    /// <summary>Get a reply or note. Shows one reply or internal note of a ticket.</summary>
    /// <remarks>
    /// Use it to get, show or read one reply, message or note whose ID is known from an earlier step; for the whole conversation,
    /// use List replies and notes of a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="replyId">The reply's id among all replies.</param>
    /// <returns>The reply or note.</returns>
    internal static async Task<Results<Ok<One<ReplyResponse>>, Refused>> GetReply(
        long id,
        long replyId,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        await TicketCommits.GetReply(store, caller.Organization.Id, id, replyId, cancellation) is { Value: var reply }
        && await TicketCommits.Get(store, caller.Organization.Id, id, cancellation) is { Value: var ticket }
            ? TypedResults.Ok(new One<ReplyResponse>(ReplyResponse.Of(reply, ticket)))
            : new Refused(Refusal.NotFound("reply", replyId));

    /// <summary>
    /// Delete a reply or note. The ticket stays, its attachments too, and its history tells that something was deleted.
    /// </summary>
    /// <remarks>
    /// Use it to delete or remove a reply, message, comment or internal note that was written by mistake; to correct what it
    /// said, use Reply to a ticket or leave an internal note instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="replyId">The reply's id among all replies.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">The ticket keeps being changed by others at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteReply(
        long id,
        long replyId,
        Caller caller,
        IStore store,
        TicketWork work,
        ReplyAttachments attachments,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await work.Change<TicketChange>(
            http,
            organization,
            id,
            async stored =>
            {
                if (await TicketCommits.GetReply(store, organization, id, replyId, cancellation) is not { } reply)
                    return Refusal.NotFound("reply", replyId);
                var decision = stored.Value.DeleteReply(reply.Value, caller.Actor, clock.Now());
                if (decision.IsRefused)
                    return decision.Refusal;
                var released = await attachments.Release(organization, reply.Value, cancellation);
                return await work.Propose(stored, decision, cancellation, released);
            },
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }
}
