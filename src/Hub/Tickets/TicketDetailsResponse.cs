using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Wire;

namespace Hub.Tickets;

/// <summary>A ticket with its replies, notes and history.</summary>
internal sealed record TicketDetailsResponse : TicketResponse
{
    /// <param name="isAllHistory">The history goes back to the ticket's creation.</param>
    /// <param name="links">Where the rest is; absent when there is none.</param>
    public TicketDetailsResponse(
        Ticket ticket,
        IReadOnlyList<Reply> replies,
        IReadOnlyList<TimelineEntry> timeline,
        bool isAllHistory = true,
        TicketLinks? links = null
    )
        : base(ticket)
    {
        Replies = [.. replies.Select(reply => ReplyResponse.Of(reply, ticket))];
        Timeline =
        [
            .. isAllHistory ? [TimelineEntryResponse.Of(TicketHistory.CreationOf(ticket))] : Nothing,
            .. timeline.Select(TimelineEntryResponse.Of),
        ];
        (Truncated, Links) = (links is null ? null : true, links);
    }

    private static readonly TimelineEntryResponse[] Nothing = [];

    /// <summary>Public replies and internal notes, oldest first; the newest of them when truncated.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<ReplyResponse> Replies { get; }

    /// <summary>What happened to it, oldest first; the newest of it when truncated.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<TimelineEntryResponse> Timeline { get; }

    /// <summary>True when replies or history are more than are shown here; links say where all of them are. Absent otherwise.</summary>
    [JsonPropertyOrder(3)]
    public bool? Truncated { get; }

    /// <summary>Where all replies and all history are, page by page; present when truncated.</summary>
    [JsonPropertyOrder(4)]
    public TicketLinks? Links { get; }
}

/// <summary>Where what belongs to a ticket is listed.</summary>
/// <param name="Replies">All its replies and notes.</param>
/// <param name="Timeline">All its history.</param>
internal sealed record TicketLinks(string Replies, string Timeline);

/// <summary>Who did something.</summary>
/// <param name="Kind">What they are: token, agent, contact, rule or system.</param>
/// <param name="Id">Their id among those of the kind.</param>
/// <param name="Name">Their name.</param>
internal sealed record ActorResponse(
    [property: AllowedValues("token", "agent", "contact", "rule", "system")] string Kind,
    string Id,
    string Name
)
{
    public static ActorResponse Of(Actor actor) => new(actor.Kind, actor.Id, actor.Name);
}

/// <summary>One thing that happened to a ticket.</summary>
internal sealed record TimelineEntryResponse
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What happened: created, updated, status_changed, assigned, replied, noted, reply_deleted, merged, merged_from, what became of an attachment, or that an assignment rule failed or was stopped.</summary>
    [AllowedValues(
        "created",
        "updated",
        "status_changed",
        "assigned",
        "replied",
        "noted",
        "reply_deleted",
        "merged",
        "merged_from",
        "attachment_added",
        "attachment_archived",
        "attachment_unarchived",
        "attachment_deleted",
        "rule_failed",
        "rule_stopped"
    )]
    public required string Kind { get; init; }

    /// <summary>Who did it.</summary>
    public required ActorResponse Actor { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The fields that changed; absent when none did.</summary>
    public IReadOnlyList<FieldChangeResponse>? Changes { get; init; }

    /// <summary>The reply or note it is about; absent otherwise.</summary>
    public long? ReplyId { get; init; }

    /// <summary>The other ticket of a merge; absent otherwise.</summary>
    public long? TicketId { get; init; }

    /// <summary>The attachment it is about; absent otherwise.</summary>
    public long? AttachmentId { get; init; }

    /// <summary>Why an assignment rule failed or was stopped, in a sentence; absent otherwise.</summary>
    public string? Detail { get; init; }

    public static TimelineEntryResponse Of(TimelineEntry entry) =>
        new()
        {
            Id = entry.Id,
            Kind = entry.Kind,
            Actor = ActorResponse.Of(entry.Actor),
            At = entry.At,
            Changes = entry.Changes?.Select(FieldChangeResponse.Of).ToList(),
            ReplyId = entry.ReplyId,
            TicketId = entry.TicketId,
            AttachmentId = entry.AttachmentId,
            Detail = entry.Detail,
        };
}

/// <summary>One changed field.</summary>
/// <param name="Field">Its name.</param>
/// <param name="From">What it was; absent when it had no value.</param>
/// <param name="To">What it became; absent when it has no value any more.</param>
internal sealed record FieldChangeResponse(string Field, JsonElement? From, JsonElement? To)
{
    public static FieldChangeResponse Of(FieldChange change) =>
        new(change.Field, Present(change.From), Present(change.To));

    private static JsonElement? Present(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : value;
}
