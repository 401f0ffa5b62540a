using System.ComponentModel.DataAnnotations;
using Hub.Domain.Alerts;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire.Bodies;

namespace Hub.Alerts;

/// <summary>An alert to raise on a ticket.</summary>
/// <example>{"name": "Customer is waiting at the counter", "message": "The delivery notes are due before noon."}</example>
internal sealed record RaiseAlert
{
    /// <summary>What is the matter, in a line.</summary>
    /// <example>Customer is waiting at the counter</example>
    [Required, Length(1, TicketRules.LongestSubject)]
    public string? Name { get; init; }

    /// <summary>What there is to say of it.</summary>
    [MaxLength(TicketAlert.LongestMessage)]
    public string? Message { get; init; }

    public TicketAlert ToAlert(long id) =>
        new()
        {
            Id = id,
            Name = Name!,
            Message = Message,
        };
}

/// <summary>Something about a ticket that somebody should look at.</summary>
[Like(typeof(RaiseAlert))]
internal sealed record AlertResponse : RecordResponse
{
    /// <summary>Its id across all systems.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The ticket that it is about, by its number.</summary>
    public required long TicketId { get; init; }

    public required string Name { get; init; }

    public string? Message { get; init; }

    /// <summary>Who raised it.</summary>
    public required ActorResponse RaisedBy { get; init; }

    /// <summary>When it was resolved; absent while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    public static AlertResponse Of(TicketAlert alert) =>
        new()
        {
            Id = alert.Id,
            Uuid = alert.Uuid,
            TicketId = alert.TicketId,
            Name = alert.Name,
            Message = alert.Message,
            RaisedBy = ActorResponse.Of(alert.RaisedBy),
            ResolvedAt = alert.ResolvedAt,
            CreatedAt = alert.CreatedAt,
            UpdatedAt = alert.UpdatedAt,
        };
}
