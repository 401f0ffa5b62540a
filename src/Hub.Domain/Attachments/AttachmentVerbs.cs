using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.Attachments;

/// <summary>What a verb made of an attachment, and of its ticket in the same step.</summary>
/// <param name="Ticket">Absent where the ticket stays as it was.</param>
public sealed record AttachmentChange(Attachment Attachment, TicketChange? Ticket = null)
{
    /// <summary>The attachment goes.</summary>
    public bool IsRemoval { get; init; }
}

/// <summary>
/// What can be done with an attachment. Receivers are told of one when it may be read: at once, or when the scanner has cleared
/// it; of one that is refused they are never told.
/// </summary>
public static class AttachmentVerbs
{
    /// <summary>Adds an attachment to its ticket.</summary>
    public static Decision<AttachmentChange> Attach(this Ticket ticket, Attachment draft, DateTimeOffset now)
    {
        if (TicketVerbs.RefuseWhenMerged(ticket) is { } merged)
            return merged;
        var attachment = draft with
        {
            Uuid = Guid.CreateVersion7(now),
            TicketId = ticket.Id,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var counted = ticket with { AttachmentCount = ticket.AttachmentCount + 1 };
        return attachment.Status == AttachmentStatus.Ready
            ? Tell(AttachmentFacts.Added, TicketHistory.AttachmentAdded, attachment, counted, draft.CreatedBy, now)
            : Decision<AttachmentChange>.Accept(new(attachment, new TicketChange(counted)));
    }

    /// <summary>The scanner found nothing.</summary>
    public static Decision<AttachmentChange> Clear(this Attachment attachment, Ticket ticket, DateTimeOffset now) =>
        attachment.Status != AttachmentStatus.Scanning
            ? new AttachmentChange(attachment)
            : Tell(
                AttachmentFacts.Added,
                TicketHistory.AttachmentAdded,
                attachment with
                {
                    Status = AttachmentStatus.Ready,
                    UpdatedAt = now,
                },
                ticket,
                attachment.CreatedBy,
                now
            );

    /// <summary>The scanner found something: the content goes, and what it was called stays.</summary>
    public static Decision<AttachmentChange> Refuse(this Attachment attachment, string reason, DateTimeOffset now) =>
        attachment.Status != AttachmentStatus.Scanning
            ? new AttachmentChange(attachment)
            : new AttachmentChange(
                attachment with
                {
                    Status = AttachmentStatus.Refused,
                    Reason = reason,
                    UpdatedAt = now,
                }
            );

    /// <summary>Takes it from the list of those in use; it stays readable.</summary>
    public static Decision<AttachmentChange> Archive(
        this Attachment attachment,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    ) =>
        TicketVerbs.RefuseWhenMerged(ticket) is { } merged ? merged
        : attachment.IsArchived ? new AttachmentChange(attachment)
        : attachment.Status == AttachmentStatus.Scanning ? StillScanning
        : Archived(attachment with { ArchivedAt = now, ArchivedBy = actor, UpdatedAt = now }, ticket, actor, now);

    /// <summary>Who was never told that it came is not told that it is put away.</summary>
    private static Decision<AttachmentChange> Archived(
        Attachment attachment,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    ) =>
        attachment.Status == AttachmentStatus.Ready
            ? Tell(AttachmentFacts.Archived, TicketHistory.AttachmentArchived, attachment, ticket, actor, now)
            : new AttachmentChange(attachment, Noted(ticket, TicketHistory.AttachmentArchived, attachment, actor, now));

    /// <summary>Puts it back on the list; no contract has an event for it.</summary>
    public static Decision<AttachmentChange> Unarchive(
        this Attachment attachment,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    ) =>
        TicketVerbs.RefuseWhenMerged(ticket) is { } merged ? merged
        : !attachment.IsArchived ? new AttachmentChange(attachment)
        : new AttachmentChange(
            attachment with
            {
                ArchivedAt = null,
                ArchivedBy = null,
                UpdatedAt = now,
            },
            Noted(ticket, TicketHistory.AttachmentUnarchived, attachment, actor, now)
        );

    /// <summary>Says what it shows, or nothing any more.</summary>
    public static Decision<AttachmentChange> Describe(
        this Attachment attachment,
        string? caption,
        DateTimeOffset now
    ) =>
        new AttachmentChange(
            attachment.Caption == caption ? attachment : attachment with { Caption = caption, UpdatedAt = now }
        );

    /// <summary>Removes it for good, whatever the state of its ticket: content may have to go long after the conversation.</summary>
    public static Decision<AttachmentChange> Delete(
        this Attachment attachment,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    )
    {
        var counted = ticket with { AttachmentCount = Math.Max(0, ticket.AttachmentCount - 1) };
        // Who was never told that it came is not told that it went.
        return attachment.Status == AttachmentStatus.Ready
            ? Tell(AttachmentFacts.Deleted, TicketHistory.AttachmentDeleted, attachment, counted, actor, now)
                .Then(static change => change with { IsRemoval = true })
            : new AttachmentChange(attachment, new TicketChange(counted)) { IsRemoval = true };
    }

    /// <summary>Makes it a part of the reply. A reply is sent with what may be read, and each attachment with one reply.</summary>
    public static Decision<Attachment> BelongTo(this Attachment attachment, long reply, DateTimeOffset now) =>
        attachment.WhyNotOfAReply() is { } why
            ? Refusal.Invalid("validation_failed", why, "attachment_ids")
            : attachment with
            {
                ReplyId = reply,
                UpdatedAt = now,
            };

    /// <summary>Leaves it to the ticket alone: the reply is deleted.</summary>
    public static Attachment BelongToNoReply(this Attachment attachment, DateTimeOffset now) =>
        attachment with
        {
            ReplyId = null,
            UpdatedAt = now,
        };

    /// <summary>Why no reply can have it; nothing when one can.</summary>
    public static string? WhyNotOfAReply(this Attachment attachment) =>
        attachment switch
        {
            { ReplyId: { } other } => $"Attachment {attachment.Id} belongs to reply {other}; attach it once more.",
            { Status: AttachmentStatus.Scanning } =>
                $"Attachment {attachment.Id} is being scanned; try again in a few seconds.",
            { Status: AttachmentStatus.Refused } => $"The scanner refused attachment {attachment.Id}; leave it out.",
            { IsArchived: true } => $"Attachment {attachment.Id} is archived; unarchive it first.",
            _ => null,
        };

    /// <summary>Why the content of the attachment cannot be read; nothing when it can.</summary>
    public static Refusal? WhyUnreadable(this Attachment attachment) =>
        attachment switch
        {
            { Url: { } url } => Refusal.Conflict(
                "attachment_is_link",
                $"It is a link, which has no content here; follow it: {url}"
            ),
            { Status: AttachmentStatus.Scanning } => StillScanning,
            { Status: AttachmentStatus.Refused } => Refusal.Conflict(
                "attachment_refused",
                $"The scanner refused it, and its content is deleted: {attachment.Reason}"
            ),
            _ => null,
        };

    private static readonly Refusal StillScanning = Refusal.Conflict(
        "attachment_scanning",
        "It is being scanned; try again in a few seconds."
    );

    private static Decision<AttachmentChange> Tell(
        Fact fact,
        string line,
        Attachment attachment,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    )
    {
        var change = Noted(ticket, line, attachment, actor, now);
        var told = HubEvent.Of(fact, ticket.Organization, Ticket.PartitionOf(ticket.Id), actor, now) with
        {
            Subject = AttachmentKinds.Attachment.Of(attachment),
            Parent = TicketKinds.Ticket.Of(change.Ticket),
        };
        return Decision<AttachmentChange>.Accept(new(attachment, change), told);
    }

    private static TicketChange Noted(
        Ticket ticket,
        string line,
        Attachment attachment,
        Actor actor,
        DateTimeOffset now
    ) =>
        new(ticket.Touched(actor, now))
        {
            Timeline = [TicketVerbs.Entry(line, actor, now) with { AttachmentId = attachment.Id }],
        };
}
