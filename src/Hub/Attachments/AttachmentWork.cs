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
    ReplyAttachments replies,
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
            async stored =>
                draft.HasWaited && await Find(store, organization, ticket, draft.Id, cancellation) is { } there
                    ? Proposal<AttachmentChange>.Keep(new(there.Value), there.Version)
                : stored.Value.AttachmentCount >= limits.Value.AttachmentsPerTicket
                    ? RecordLimits.Reached(limits.Value.AttachmentsPerTicket, "attachments on the ticket")
                : await Propose(
                    organization,
                    null,
                    stored,
                    stored.Value.Attach(draft, clock.Now()),
                    isBounded: true,
                    cancellation
                ),
            cancellation
        );

    /// <summary>Keeps it for a reply that is still to come.</summary>
    public Task<Written<AttachmentChange>> Keep(
        OrganizationId organization,
        Attachment draft,
        CancellationToken cancellation
    ) =>
        writer.Write(
            organization,
            Attachment.PartitionOf(Attachment.NoTicket),
            cancelled =>
                Propose(organization, null, null, draft.Keep(organization, clock.Now()), isBounded: true, cancelled),
            cancellation
        );

    /// <param name="http">The request that asks for it, whose <c>If-Match</c> is about the attachment; nobody's when absent.</param>
    public Task<Written<AttachmentChange>> Change(
        HttpContext? http,
        OrganizationId organization,
        long ticket,
        long attachment,
        Func<Attachment, Ticket, Decision<AttachmentChange>> decide,
        CancellationToken cancellation
    ) =>
        Change(
            http,
            organization,
            ticket,
            attachment,
            async stored =>
                await TicketCommits.Get(store, organization, ticket, cancellation) is { } of
                    ? await Propose(
                        organization,
                        stored,
                        of,
                        decide(stored.Value, of.Value),
                        isBounded: http is not null,
                        cancellation
                    )
                    : Refusal.NotFound("ticket", ticket),
            cancellation
        );

    /// <summary>The same of one that waits.</summary>
    public Task<Written<AttachmentChange>> ChangeWaiting(
        HttpContext? http,
        OrganizationId organization,
        long attachment,
        Func<Attachment, Decision<AttachmentChange>> decide,
        CancellationToken cancellation
    ) =>
        Change(
            http,
            organization,
            Attachment.NoTicket,
            attachment,
            stored => Propose(organization, stored, null, decide(stored.Value), isBounded: false, cancellation),
            cancellation
        );

    private async Task<Written<AttachmentChange>> Change(
        HttpContext? http,
        OrganizationId organization,
        long ticket,
        long attachment,
        Func<Stored<Attachment>, ValueTask<Proposal<AttachmentChange>>> propose,
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
            stored =>
            {
                before = stored.Value.Blob;
                return propose(stored);
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

    /// <param name="ticket">Absent of those that wait.</param>
    /// <param name="isBounded">It counts for the limits of a ticket; what a scanner says does not.</param>
    private async ValueTask<Proposal<AttachmentChange>> Propose(
        OrganizationId organization,
        Stored<Attachment>? before,
        Stored<Ticket>? ticket,
        Decision<AttachmentChange> decision,
        bool isBounded,
        CancellationToken cancellation
    )
    {
        if (decision.IsRefused)
            return decision.Refusal;
        var change = decision.State;
        if (before is not null && !change.IsRemoval && change.Attachment == before.Value)
            return Proposal<AttachmentChange>.Keep(change, before.Version);
        var partition = Attachment.PartitionOf(change.Attachment.TicketId);
        var commit = new Commit(organization, partition) { Events = decision.Events };
        if (ticket is not null && change.Ticket is { } changed)
        {
            if (isBounded && !change.IsRemoval && tickets.Full(ticket.Value, changed) is { } full)
                return full;
            var told = Decision<TicketChange>.Accept(changed, decision.Events);
            var timed = await tickets.WithDeadlines(told, cancellation);
            change = change with { Ticket = timed.State };
            commit = TicketCommits.Of(timed.State!, ticket.Version, timed.Events);
        }
        var reply = change.IsRemoval ? await replies.Forget(organization, change.Attachment, cancellation) : [];
        return Proposal<AttachmentChange>.Write(
            change,
            commit with
            {
                Changes = [Written(before, change), .. commit.Changes, .. reply],
                Timers = [.. commit.Timers, .. TasksOf(organization, before?.Value, change)],
            }
        );
    }

    private static Change Written(Stored<Attachment>? before, AttachmentChange change)
    {
        var expected = before is null ? Expected.Absent : Expected.At(before.Version);
        var id = Attachment.DocumentIdOf(change.Attachment.Id);
        var (type, had) = (AttachmentKinds.Attachment.Document, before?.Value.BlobBytes ?? 0);
        return change.IsRemoval
            ? new Delete(type, id, expected) { BlobBytes = -had }
            : new Put<Attachment>(type, id, change.Attachment, expected)
            {
                BlobBytes = change.Attachment.BlobBytes - had,
            };
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
