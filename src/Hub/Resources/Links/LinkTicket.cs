using System.ComponentModel.DataAnnotations;
using Hub.Wire.Bodies;

namespace Hub.Resources.Links;

/// <summary>A ticket to link.</summary>
/// <example>{"ticket_id": 1}</example>
internal sealed record LinkTicket
{
    /// <summary>The ticket, by its number.</summary>
    [Required, IdOf("ticket")]
    public long? TicketId { get; init; }
}
