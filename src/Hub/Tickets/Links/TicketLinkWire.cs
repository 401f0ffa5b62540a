using System.ComponentModel.DataAnnotations;
using Hub.Domain.Tickets;
using Hub.Resources;
using Hub.Wire.Bodies;

namespace Hub.Tickets.Links;

/// <summary>A link to another ticket.</summary>
/// <example>{"type": "blocked_by", "ticket_id": 1}</example>
internal sealed record CreateTicketLink
{
    /// <summary>What this ticket is to the other one.</summary>
    /// <example>blocked_by</example>
    [Required]
    public TicketLinkType? Type { get; init; }

    /// <summary>The other ticket, by its number.</summary>
    [Required, IdOf("ticket")]
    public long? TicketId { get; init; }
}

/// <summary>A link to another ticket, which has it too.</summary>
internal sealed record TicketLinkResponse : RecordResponse
{
    /// <summary>What this ticket is to the other one.</summary>
    public required TicketLinkType Type { get; init; }

    /// <summary>The other ticket, by its number.</summary>
    public required long TicketId { get; init; }

    /// <summary>The other ticket's number as people say it, as in ACME-42.</summary>
    public required string TicketCode { get; init; }

    /// <summary>What the other ticket is about, in a line.</summary>
    public required string TicketSubject { get; init; }

    /// <summary>Where the other ticket stands.</summary>
    public required TicketStatus TicketStatus { get; init; }

    /// <param name="other">The ticket at the other end.</param>
    public static TicketLinkResponse Of(TicketLink link, Ticket other) =>
        new()
        {
            Id = link.Id,
            Type = link.TypeFor(link.OtherThan(other.Id)),
            TicketId = other.Id,
            TicketCode = other.Code,
            TicketSubject = other.Subject,
            TicketStatus = other.Status,
            CreatedAt = link.CreatedAt,
            UpdatedAt = link.UpdatedAt,
        };
}
