using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Domain.Attachments;

/// <summary>Attachments, and what is told of them. No event carries content.</summary>
public static class AttachmentKinds
{
    public static readonly Kind<Attachment> Attachment = new(
        RecordKinds.Document<Attachment>("attachment", AttachmentJson.Default, fields =>
            fields
                .Flag("is_archived", one => one.IsArchived)
                .Text("kind", one => one.Url is null ? "file" : "link")
                .Integer("reply_id", one => one.ReplyId)
                .Text("status", one => Names<AttachmentStatus>.Of(one.Status))
                .Text("blob", one => one.Blob?.ToString("N"))
                .Integer("blob_bytes", one => one.BlobBytes)
        )
    )
    {
        ReadScope = Scope.TicketsRead,
        Happens =
        [
            // A reply takes it after that.
            new(AttachmentFacts.Added, After: one => one with { ReplyId = null })
            {
                Description = "A file or a link was attached to a ticket, and may be read.",
            },
            new(AttachmentFacts.Uploaded, After: Waiting)
            {
                IsAlone = true,
                Description = "A file or a link was uploaded that belongs to no ticket yet, and may be read.",
            },
            new(AttachmentFacts.Archived, After: Archived)
            {
                Description = "An attachment was taken from the list of those in use.",
            },
            new(AttachmentFacts.Deleted, After: Link)
            {
                Description = "An attachment was deleted for good, content and all.",
            },
        ],
        Shape = new Shape<Attachment>()
            .Integer("id", "The attachment's number.", one => one.Id)
            .Uuid("uuid", "The attachment's ID across all systems.", one => one.Uuid)
            .Integer("ticket_id", "The number of the ticket it belongs to; absent while it waits for one.", one =>
                one.TicketId == Attachments.Attachment.NoTicket ? null : one.TicketId
            )
            .Optional()
            .Integer("reply_id", "The number of the reply or note it belongs to; absent when none.", one => one.ReplyId)
            .Optional()
            .Text("name", "What the file, or the link, is called.", one => one.Name)
            .Text("caption", "What it shows; absent when nobody said.", one => one.Caption)
            .Optional()
            .Text("media_type", "What sort of file it is; absent for a link.", one => one.File?.MediaType)
            .Optional()
            .Integer("size", "Its size in bytes; absent for a link.", one => one.File?.Size)
            .Optional()
            .Text("url", "Where the link leads; absent for a file.", one => one.Url, "uri")
            .Optional()
            .Flag("is_image", "Whether it is a picture.", one => one.IsImage)
            .Flag("is_link", "Whether it is a link and not a file.", one => one.Url is not null)
            .Flag("is_archived", "Whether it is archived.", one => one.IsArchived)
            .Object("created_by", "Who attached it.", EventShapes.Author, one => one.CreatedBy)
            .Instant("created_at", "When it was attached.", one => one.CreatedAt)
            .Instant("archived_at", "When it was archived; absent while it is not.", one => one.ArchivedAt)
            .Optional(),
        Sample = new Attachment
        {
            Id = 733,
            Uuid = new Guid("0198a3f0-2c41-7b17-9d35-80f1c6e2a47d"),
            TicketId = TicketKinds.Ticket.Sample!.Id,
            ReplyId = 5120,
            Name = "blank-page.png",
            Caption = "What comes out of the printer",
            CreatedBy = Samples.Agent,
            File = new(
                new Guid("0198a3f0-2c41-7b17-9d35-80f1c6e2a47e"),
                48_213,
                "image/png",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            ),
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
        SampleParent = TicketKinds.Ticket.Of(TicketKinds.Ticket.Sample),
    };

    private static Attachment Waiting(Attachment attachment) =>
        attachment with
        {
            TicketId = Attachments.Attachment.NoTicket,
            ReplyId = null,
        };

    private static Attachment Link(Attachment attachment) =>
        attachment with
        {
            Name = "How to reset the printer",
            File = null,
            Url = "https://wiki.example.com/printers",
        };

    private static Attachment Archived(Attachment attachment) =>
        attachment with
        {
            ArchivedAt = Samples.At,
            ArchivedBy = Samples.Agent,
        };
}

/// <summary>What happens to attachments.</summary>
public static class AttachmentFacts
{
    public static readonly Fact Added = Fact.Of("attachment", "added");

    /// <summary>To no ticket; it may be added to one later.</summary>
    public static readonly Fact Uploaded = Fact.Of("attachment", "uploaded");
    public static readonly Fact Archived = Fact.Of("attachment", "archived");
    public static readonly Fact Deleted = Fact.Of("attachment", "deleted");
}
