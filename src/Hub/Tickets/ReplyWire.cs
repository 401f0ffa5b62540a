using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Tickets;
using Hub.Wire.Bodies;

namespace Hub.Tickets;

/// <summary>A reply or note to add.</summary>
/// <example>{"body": "Please restart the client and try again."}</example>
/// <remarks>A name that it does not know is refused: passed over, what was meant as a note would be a public reply.</remarks>
[RefusesUnknown]
internal sealed record AddReply
{
    /// <summary>What it says.</summary>
    /// <example>Please restart the VPN client and try again.</example>
    [Required, Length(1, TicketRules.LongestText)]
    public string? Body { get; init; }

    /// <summary>Whether it is a note that only agents see; false when absent.</summary>
    [DefaultValue(false)]
    public bool? Internal { get; init; }

    /// <summary>The e-mail address of whoever wrote it, when that is a person; the token is the author when absent.</summary>
    /// <example>user@company.com</example>
    [MaxLength(TicketRules.LongestEmail), EmailAddress]
    public string? AuthorEmail { get; init; }

    /// <summary>The name of whoever wrote it; taken only together with author_email.</summary>
    [MaxLength(TicketRules.LongestName)]
    public string? AuthorName { get; init; }

    /// <summary>
    /// The attachments of the ticket that belong to it, by their ids: attached before, cleared by the scanner, and of no other
    /// reply. None when absent.
    /// </summary>
    /// <example>[]</example>
    [Length(0, Reply.MostAttachments)]
    public IReadOnlyList<long>? AttachmentIds { get; init; }

    public NewReply ToDraft(long id, Requester? author) =>
        new(id, Body!, Internal ?? false, author) { AttachmentIds = [.. (AttachmentIds ?? []).Distinct()] };
}

/// <summary>A public reply or an internal note.</summary>
internal sealed record ReplyResponse
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its id across all systems.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The ticket it belongs to, by its number.</summary>
    public required long TicketId { get; init; }

    /// <summary>The ticket it belongs to, by its code, as in ACME-42.</summary>
    public required string TicketCode { get; init; }

    /// <summary>The ticket it belongs to, by its id across all systems.</summary>
    public required Guid TicketUuid { get; init; }

    /// <summary>What it says.</summary>
    public required string Body { get; init; }

    /// <summary>Whether only agents see it.</summary>
    public required bool Internal { get; init; }

    /// <summary>Who wrote it.</summary>
    public required ActorResponse Author { get; init; }

    /// <summary>The attachments that belong to it, by their ids.</summary>
    public required IReadOnlyList<long> AttachmentIds { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public static ReplyResponse Of(Reply reply, Ticket ticket) =>
        new()
        {
            Id = reply.Id,
            Uuid = reply.Uuid,
            TicketId = reply.TicketId,
            TicketCode = ticket.Code,
            TicketUuid = ticket.Uuid,
            Body = reply.Body,
            Internal = reply.Internal,
            Author = ActorResponse.Of(reply.Author),
            AttachmentIds = reply.AttachmentIds,
            CreatedAt = reply.CreatedAt,
        };
}

/// <summary>Where to merge a ticket.</summary>
/// <example>{"merge_into_id": 1}</example>
internal sealed record MergeTicket
{
    /// <summary>The ticket that this one becomes part of, by its id.</summary>
    /// <example>1847</example>
    [Required, Range(1, long.MaxValue)]
    public long? MergeIntoId { get; init; }
}
