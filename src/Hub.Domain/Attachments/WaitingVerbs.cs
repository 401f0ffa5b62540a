using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Domain.Attachments;

/// <summary>
/// What can be done with a file or a link that belongs to no ticket. It waits for a reply that names it, and leaves when it has come to the
/// reply's ticket.
/// </summary>
public static class WaitingVerbs
{
    /// <summary>Keeps it for a reply that is still to come.</summary>
    public static Decision<AttachmentChange> Keep(
        this Attachment draft,
        OrganizationId organization,
        DateTimeOffset now
    )
    {
        var waiting = draft with
        {
            Uuid = Guid.CreateVersion7(now),
            TicketId = Attachment.NoTicket,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return waiting.Status == AttachmentStatus.Ready
            ? Tell(waiting, organization, now)
            : new AttachmentChange(waiting);
    }

    /// <summary>The scanner found nothing.</summary>
    public static Decision<AttachmentChange> Clear(
        this Attachment waiting,
        OrganizationId organization,
        DateTimeOffset now
    ) =>
        waiting.Status != AttachmentStatus.Scanning
            ? new AttachmentChange(waiting)
            : Tell(waiting with { Status = AttachmentStatus.Ready, UpdatedAt = now }, organization, now);

    /// <summary>Keeps it for one ticket, which alone may have it from then on.</summary>
    public static Decision<AttachmentChange> TakeTo(this Attachment waiting, long ticket, DateTimeOffset now) =>
        waiting.WhyNotOfAReply() is { } why ? Refusal.Invalid("validation_failed", why, "attachment_ids")
        : waiting.TakenTo is { } other && other != ticket
            ? Refusal.Invalid(
                "validation_failed",
                $"Attachment {waiting.Id} belongs to another ticket; upload it once more.",
                "attachment_ids"
            )
        : waiting.TakenTo == ticket ? new AttachmentChange(waiting)
        : new AttachmentChange(waiting with { TakenTo = ticket, UpdatedAt = now });

    /// <summary>The ticket did not take it.</summary>
    public static Decision<AttachmentChange> PutBack(this Attachment waiting, DateTimeOffset now) =>
        new AttachmentChange(waiting with { TakenTo = null, UpdatedAt = now });

    /// <summary>It is with its ticket by now, or is not wanted any more.</summary>
    public static Decision<AttachmentChange> Leave(this Attachment waiting) =>
        new AttachmentChange(waiting) { IsRemoval = true };

    private static Decision<AttachmentChange> Tell(
        Attachment waiting,
        OrganizationId organization,
        DateTimeOffset now
    ) =>
        Decision<AttachmentChange>.Accept(
            new(waiting),
            HubEvent.Of(
                AttachmentFacts.Uploaded,
                organization,
                Attachment.PartitionOf(waiting.TicketId),
                waiting.CreatedBy,
                now
            ) with
            {
                Subject = AttachmentKinds.Attachment.Of(waiting),
            }
        );
}
