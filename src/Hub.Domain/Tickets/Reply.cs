using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

/// <summary>A public reply or, when internal, a note that only agents see.</summary>
public sealed record Reply
{
    /// <summary>So many attachments one reply has at most.</summary>
    public const int MostAttachments = 20;

    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required long TicketId { get; init; }

    public required string Body { get; init; }

    public required bool Internal { get; init; }

    public required Actor Author { get; init; }

    /// <summary>The attachments of its ticket that belong to it.</summary>
    public IReadOnlyList<long> AttachmentIds { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public static string DocumentIdOf(long id) => $"reply-{id}";
}

/// <summary>One line of a ticket's history.</summary>
/// <param name="Id">Time-ordered.</param>
/// <param name="Kind">created, updated, status_changed, assigned, replied, noted, reply_deleted, merged, merged_from, one of attachments, or one of rules.</param>
/// <param name="Detail">What there is to say of it in a sentence.</param>
public sealed record TimelineEntry(
    Guid Id,
    string Kind,
    Actor Actor,
    DateTimeOffset At,
    IReadOnlyList<FieldChange>? Changes = null,
    long? ReplyId = null,
    long? TicketId = null,
    long? AttachmentId = null,
    string? Detail = null
)
{
    public static string DocumentIdOf(Guid id) => $"timeline-{id:N}";
}
