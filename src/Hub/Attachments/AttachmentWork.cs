using Hub.Delivery;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Blobs;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Microsoft.Extensions.Options;

namespace Hub.Attachments;

/// <summary>
/// Load, decide, commit: an attachment and its ticket are one commit, with what is to be done about the content. Content that
/// nothing names any more is deleted right after it, and by the commit's message where the hub dies in between.
/// </summary>
internal sealed class AttachmentWork(
    IStore store,
    OptimisticWriter writer,
    TicketWork tickets,
    IBlobStore blobs,
    OutageLog outages,
    TimeProvider clock,
    IOptions<LimitOptions> limits
)
{
    public static ValueTask<Stored<Attachment>?> Find(
        IStore store,
        OrganizationId organization,
        long ticket,
        long attachment,
        CancellationToken cancellation
    ) =>
        store.Get(
            AttachmentKinds.Attachment.Document,
            organization,
            Attachment.PartitionOf(ticket),
            Attachment.DocumentIdOf(attachment),
            cancellation
        );

    public Task<Written<AttachmentChange>> Attach(
        OrganizationId organization,
        long ticket,
        Attachment draft,
        CancellationToken cancellation
    ) =>
        writer.Change(
            TicketCommits.PlaceOf(store, organization, ticket),
            stored =>
            {
                if (stored.Value.AttachmentCount >= limits.Value.AttachmentsPerTicket)
                    return RecordLimits.Reached(limits.Value.AttachmentsPerTicket, "attachments on the ticket");
                return Propose(organization, null, stored, stored.Value.Attach(draft, clock.Now()), isBounded: true);
            },
            cancellation
        );

    /// <param name="http">The request that asks for it, whose <c>If-Match</c> is about the attachment; nobody's when absent.</param>
    public async Task<Written<AttachmentChange>> Change(
        HttpContext? http,
        OrganizationId organization,
        long ticket,
        long attachment,
        Func<Attachment, Ticket, Decision<AttachmentChange>> decide,
        CancellationToken cancellation
    )
    {
        Guid? before = null;
        var place = Place.Of(
            store,
            AttachmentKinds.Attachment.Document,
            organization,
            Attachment.PartitionOf(ticket),
            Attachment.DocumentIdOf(attachment),
            () => Refusal.NotFound("attachment", attachment)
        );
        var written = await writer.Change(
            http is null ? place : place.AsAskedBy(http),
            async stored =>
            {
                before = stored.Value.Blob;
                return await TicketCommits.Get(store, organization, ticket, cancellation) is { } of
                    ? Propose(organization, stored, of, decide(stored.Value, of.Value), isBounded: http is not null)
                    : Refusal.NotFound("ticket", ticket);
            },
            cancellation
        );
        if (!written.IsRefused && before is { } blob && written.Value.Blob() is null)
            await Drop(AttachmentTasks.KeyOf(organization, ticket, blob));
        return written;
    }

    /// <summary>Deletes content that nothing names; a message does it where that fails.</summary>
    public async Task Drop(BlobKey key)
    {
        try
        {
            await blobs.Delete(key, CancellationToken.None);
        }
        catch (IOException outage)
        {
            outages.Note("Content of deleted attachments is deleted later", outage);
        }
    }

    /// <param name="isBounded">It counts for the limits of a ticket; what a scanner says does not.</param>
    private Proposal<AttachmentChange> Propose(
        OrganizationId organization,
        Stored<Attachment>? before,
        Stored<Ticket> ticket,
        Decision<AttachmentChange> decision,
        bool isBounded
    )
    {
        if (decision.IsRefused)
            return decision.Refusal;
        var change = decision.State;
        if (before is not null && !change.IsRemoval && change.Attachment == before.Value)
            return Proposal<AttachmentChange>.Keep(change, before.Version);
        if (
            isBounded
            && !change.IsRemoval
            && change.Ticket is { } changed
            && tickets.Full(ticket.Value, changed) is { } full
        )
            return full;
        var commit = change.Ticket is null
            ? new Commit(organization, ticket.Partition)
            : TicketCommits.Of(change.Ticket, ticket.Version, decision.Events);
        return Proposal<AttachmentChange>.Write(
            change,
            commit with
            {
                Changes = [Written(before, change), .. commit.Changes],
                Timers = [.. TasksOf(organization, before?.Value, change)],
            }
        );
    }

    private static Change Written(Stored<Attachment>? before, AttachmentChange change)
    {
        var expected = before is null ? Expected.Absent : Expected.At(before.Version);
        var id = Attachment.DocumentIdOf(change.Attachment.Id);
        return change.IsRemoval
            ? new Delete(AttachmentKinds.Attachment.Document, id, expected)
            : new Put<Attachment>(AttachmentKinds.Attachment.Document, id, change.Attachment, expected);
    }

    private IEnumerable<QueueMessage> TasksOf(OrganizationId organization, Attachment? before, AttachmentChange change)
    {
        var (attachment, now) = (change.Attachment, clock.GetUtcNow());
        if (before is null && attachment.Status == AttachmentStatus.Scanning)
            yield return AttachmentTasks.Scan(organization, attachment.TicketId, attachment.Id, now);
        if (before?.Blob is { } blob && change.Blob() is null)
            yield return AttachmentTasks.DeleteUnused(
                AttachmentTasks.KeyOf(organization, attachment.TicketId, blob),
                attachment.TicketId,
                "deleted",
                now + AttachmentTasks.AfterTheCommit
            );
    }
}

internal static class AttachmentChanges
{
    /// <summary>The content that there is for it afterwards.</summary>
    public static Guid? Blob(this AttachmentChange change) => change.IsRemoval ? null : change.Attachment.Blob;
}
