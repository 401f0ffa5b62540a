using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Alerts;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Sla;
using Hub.Domain.Text;

namespace Hub.Domain.Tickets;

/// <summary>Who asked, as they were then: whatever becomes of the contact, its tickets can still say who it was.</summary>
/// <param name="Id">The contact's, or what follows from organization and address where there is no contact.</param>
/// <param name="ContactId">Absent for who asked before there were contacts.</param>
public sealed record Requester(Guid Id, string Email, string? Name, long? ContactId = null)
{
    /// <summary>The same person: the same contact, or whoever writes from the same address.</summary>
    public bool Is(Requester other) =>
        (ContactId is not null && ContactId == other.ContactId) || CaseFolding.Same(Email, other.Email);

    /// <summary>Somebody who is no contact.</summary>
    public static Requester Of(OrganizationId organization, string email, string? name) =>
        new(Contact.UuidOf(organization, email), email, name);
}

/// <summary>A ticket's state. The verbs that change it are in <c>TicketVerbs</c>.</summary>
public sealed record Ticket
{
    public required long Id { get; init; }

    public required Guid Uuid { get; init; }

    public required OrganizationId Organization { get; init; }

    /// <summary>The organization's prefix and the id, as in <c>ACME-42</c>.</summary>
    public required string Code { get; init; }

    public required string Subject { get; init; }

    public required string Description { get; init; }

    public required TicketStatus Status { get; init; }

    /// <summary>The workflow's status that it has, where that is none of the five; it counts as <see cref="Status"/> then.</summary>
    public string? StatusId { get; init; }

    /// <summary>How it ended; absent while it has not, and where nobody said.</summary>
    public string? Resolution { get; init; }

    /// <summary>The values that were given as it last moved with any, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalKeys { get; init; }

    public required TicketPriority Priority { get; init; }

    public required TicketChannel Channel { get; init; }

    public required Requester Requester { get; init; }

    public long? DepartmentId { get; init; }

    public long? AssigneeId { get; init; }

    /// <summary>What it is about.</summary>
    public long? ClassificationId { get; init; }

    /// <summary>The queue that it waits in.</summary>
    public long? QueueId { get; init; }

    /// <summary>When it is expected to be done, where its organization is.</summary>
    public DateOnly? ExpectedDate { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The ticket that this one is a subticket of, from its creation on; absent when none, or when that was deleted.</summary>
    public long? ParentId { get; init; }

    /// <summary>The ticket this one was merged into; a merged ticket is closed and takes no more changes.</summary>
    public long? MergedIntoId { get; init; }

    /// <summary>The tickets that were merged into this one.</summary>
    public IReadOnlyList<long> MergedTicketIds { get; init; } = [];

    /// <summary>Public replies, without internal notes.</summary>
    public int ReplyCount { get; init; }

    /// <summary>Internal notes.</summary>
    public int NoteCount { get; init; }

    /// <summary>Lines of its history, since they are counted.</summary>
    public int HistoryCount { get; init; }

    /// <summary>Attachments, the archived ones among them.</summary>
    public int AttachmentCount { get; init; }

    /// <summary>Time entries.</summary>
    public int TimeEntryCount { get; init; }

    /// <summary>Alerts that were raised on it, resolved ones included.</summary>
    public int AlertCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When a person, or a program on somebody's behalf, last changed it; absent where that was before it was kept.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    [JsonIgnore]
    public DateTimeOffset LastActiveAt => ActiveAt ?? UpdatedAt;

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When an agent first replied in public; absent while none has, and where that was before it was kept.</summary>
    public DateTimeOffset? FirstRespondedAt { get; init; }

    /// <summary>Absent while no policy has covered it.</summary>
    public TicketSla? Sla { get; init; }

    /// <summary>What its status is called in the workflow.</summary>
    [JsonIgnore]
    public string CurrentStatusId => StatusId ?? Status.Name();

    /// <summary>Absent while it has no expected date, or nobody wants to be told of those.</summary>
    public ExpectedDateWatch? Expected { get; init; }

    /// <summary>Absent while nobody wants to be told of idle tickets.</summary>
    public IdleWatch? Idle { get; init; }

    /// <summary>The timer that is set; one of any other id means nothing any more.</summary>
    public TicketTimer? Timer { get; init; }

    /// <summary>What an alert says beside the ticket; only in what the alert says.</summary>
    public TicketAlert? Alert { get; init; }

    public static string PartitionOf(long id) => $"ticket-{id}";

    /// <summary>What the ticket's own document is called inside its partition.</summary>
    public static string DocumentIdOf(long id) => $"ticket-{id}";
}
