using System.ComponentModel.DataAnnotations;
using Hub.Domain.Alerts;
using Hub.Resources;
using Hub.Wire.Bodies;

namespace Hub.Tickets.Alerts;

/// <summary>An alert to raise on a ticket.</summary>
/// <example>{"title": "Customer is waiting at the counter", "message": "The delivery notes are due before noon."}</example>
internal sealed record RaiseAlert
{
    /// <summary>What is the matter, in a line.</summary>
    /// <example>Customer is waiting at the counter</example>
    [Required, Length(1, TicketRules.LongestSubject)]
    public string? Title { get; init; }

    /// <summary>What there is to say of it.</summary>
    [MaxLength(RaisedAlert.LongestMessage)]
    public string? Message { get; init; }

    public RaisedAlert ToAlert(long id) =>
        new()
        {
            Id = id,
            Title = Title!,
            Message = Message,
        };
}

/// <summary>Something about a ticket that somebody should look at.</summary>
[Like(typeof(RaiseAlert))]
internal sealed record RaisedAlertResponse : RecordResponse
{
    /// <summary>Its id across all systems.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The ticket that it is about, by its number.</summary>
    public required long TicketId { get; init; }

    public required string Title { get; init; }

    public string? Message { get; init; }

    /// <summary>Who raised it.</summary>
    public required ActorResponse RaisedBy { get; init; }

    /// <summary>When it was resolved; absent while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who resolved it; absent while it is open.</summary>
    public ActorResponse? ResolvedBy { get; init; }

    public static RaisedAlertResponse Of(RaisedAlert alert) =>
        new()
        {
            Id = alert.Id,
            Uuid = alert.Uuid,
            TicketId = alert.TicketId,
            Title = alert.Title,
            Message = alert.Message,
            RaisedBy = ActorResponse.Of(alert.RaisedBy),
            ResolvedAt = alert.ResolvedAt,
            ResolvedBy = alert.ResolvedBy is { } by ? ActorResponse.Of(by) : null,
            CreatedAt = alert.CreatedAt,
            UpdatedAt = alert.UpdatedAt,
        };
}
