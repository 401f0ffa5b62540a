using Hub.Access;
using Hub.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources.Links;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>So many documents go in one step with the ticket, which every store takes.</summary>
    private const int DeletedWithTheTicket = 40;

    /// <summary>
    /// Delete a ticket. Its replies, notes, attachments, time entries, alerts and history go with it, whatever its status; tickets
    /// and records that it is linked to have it no longer, and its subtickets become tickets of their own.
    /// </summary>
    /// <remarks>
    /// Use it to delete or remove a ticket that is spam, a test or a mistake; to end what was dealt with, use Update a ticket
    /// (assign or close it) instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">It keeps being changed by others at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteTicket(
        long id,
        Caller caller,
        IStore store,
        TicketWork work,
        TicketUnlinking unlinking,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await work.Change(
            http,
            organization,
            id,
            async stored =>
            {
                var decision = stored.Value.Delete(caller.Actor, clock.Now());
                if (decision.IsRefused)
                    return decision.Refusal;
                var (rest, obstacle) = await DeleteWhatIsTooMuch(store, organization, id, cancellation);
                return obstacle is null
                    ? Proposal<Ticket>.Write(
                        stored.Value,
                        Delete(stored, organization, rest, decision.Events) with
                        {
                            Timers =
                            [
                                unlinking.Timer(organization, id),
                                AttachmentTasks.DeleteAll(organization, id, clock.GetUtcNow()),
                            ],
                        }
                    )
                    : Proposal<Ticket>.Blocked(obstacle);
            },
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        await unlinking.Remove(organization, id, cancellation);
        return TypedResults.NoContent();
    }

    private static Commit Delete(
        Stored<Ticket> stored,
        OrganizationId organization,
        IReadOnlyList<Change> rest,
        IReadOnlyList<HubEvent> events
    ) =>
        new(organization, stored.Partition)
        {
            Changes = [new Delete(TicketDocuments.Ticket, stored.Id, Expected.At(stored.Version)), .. rest],
            Events = events,
        };

    /// <summary>
    /// What belongs to a ticket goes with it in one step, if that takes it. Otherwise it goes first and the ticket last: cut
    /// short in between, the ticket is still there to be deleted again.
    /// </summary>
    /// <returns>What is to go with the ticket, or why the rest could not be deleted.</returns>
    private static async Task<(IReadOnlyList<Change> Others, CommitResult? Obstacle)> DeleteWhatIsTooMuch(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var all = await TicketPartition.Deletions(store, organization, id, cancellation);
        if (all.Count <= DeletedWithTheTicket)
            return (all, null);
        return ([], await store.CommitInChunks(organization, Ticket.PartitionOf(id), all, cancellation));
    }
}
