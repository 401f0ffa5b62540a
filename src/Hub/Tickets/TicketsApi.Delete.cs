using Hub.Access;
using Hub.Delivery.Ports;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>Beside the ticket itself, so many documents go in the last step; what a batch of any store takes.</summary>
    private const int DeletedAtOnce = 80;

    /// <summary>Delete a ticket. Its replies, notes and history go with it, whatever its status.</summary>
    /// <param name="id">The ticket's id: a number, not its code.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">It keeps being changed by others at the same time.</response>
    /// <response code="412">It was changed since the version that If-Match names.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteTicket(
        long id,
        Caller caller,
        IStore store,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        for (var round = 0; round < 20; round++)
        {
            if (await TicketCommits.Get(store, organization, id, cancellation) is not { } stored)
                return new Refused(Refusal.NotFound("ticket", id));
            if (http.CheckIfMatch(stored.Version) is { } stale)
                return new Refused(stale);

            var decision = stored.Value.Delete(caller.Actor, clock.Now());
            if (decision.IsRefused)
                return new Refused(decision.Refusal);
            var last = new Commit(organization, Ticket.PartitionOf(id))
            {
                Changes =
                [
                    new Delete(TicketDocuments.Ticket, Ticket.DocumentIdOf(id), Expected.At(stored.Version)),
                    .. await DeleteAllButTheLast(store, organization, id, cancellation),
                ],
                Events = decision.Events,
            };
            if (await store.Commit(last, cancellation) is CommitResult.Done)
                return TypedResults.NoContent();
        }
        return new Refused(new CommitResult.Stale(TicketDocuments.Ticket.Name, Ticket.DocumentIdOf(id)).ToRefusal());
    }

    /// <summary>
    /// What belongs to the ticket goes first and the ticket last: cut short in between, the ticket is still there to be
    /// deleted again.
    /// </summary>
    private static async Task<Change[]> DeleteAllButTheLast(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var replies = await TicketPartition.Replies(store, organization, id, cancellation);
        var timeline = await TicketPartition.Timeline(store, organization, id, cancellation);
        var batches = replies
            .Select(reply => (Change)new Delete(TicketDocuments.Reply, reply.Id, Expected.Anything))
            .Concat(timeline.Select(entry => new Delete(TicketDocuments.Timeline, entry.Id, Expected.Anything)))
            .Chunk(DeletedAtOnce)
            .ToList();
        foreach (var batch in batches.SkipLast(1))
            await store.Commit(new Commit(organization, Ticket.PartitionOf(id)) { Changes = batch }, cancellation);
        return batches.LastOrDefault() ?? [];
    }
}
