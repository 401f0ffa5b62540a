using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Domain.Tickets;

/// <summary>What is known of a ticket before there is one.</summary>
public sealed record NewTicket
{
    public required long Id { get; init; }

    public required Organization Organization { get; init; }

    public required string Subject { get; init; }

    public required string Description { get; init; }

    public required Requester Requester { get; init; }

    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    public TicketChannel Channel { get; init; } = TicketChannel.Api;

    public long? DepartmentId { get; init; }

    public long? AssigneeId { get; init; }

    public long? ClassificationId { get; init; }

    public long? QueueId { get; init; }

    public DateOnly? ExpectedDate { get; init; }

    public long? ParentId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = new Dictionary<string, JsonElement>();
}

public static partial class TicketVerbs
{
    public static Decision<Ticket> Create(NewTicket draft, Actor actor, DateTimeOffset now)
    {
        var ticket = new Ticket
        {
            Id = draft.Id,
            Uuid = Guid.CreateVersion7(now),
            Organization = draft.Organization.Id,
            Code = $"{draft.Organization.Prefix}-{draft.Id}",
            Subject = draft.Subject,
            Description = draft.Description,
            Status = TicketStatus.Open,
            Priority = draft.Priority,
            Channel = draft.Channel,
            Requester = draft.Requester,
            DepartmentId = draft.DepartmentId,
            AssigneeId = draft.AssigneeId,
            ClassificationId = draft.ClassificationId,
            QueueId = draft.QueueId,
            ExpectedDate = draft.ExpectedDate,
            ParentId = draft.ParentId,
            Tags = draft.Tags,
            CustomFields = draft.CustomFields,
            CreatedAt = now,
            UpdatedAt = now,
            ActiveAt = now,
        };
        var created = Happened(TicketFacts.Created, ticket, actor, now);
        if (ticket.AssigneeId is null)
            return Decision<Ticket>.Accept(ticket, created);

        var assigned = Happened(TicketFacts.Assigned, ticket, actor, now) with
        {
            Changes = TicketDifferences.OfAssignee(null, ticket.AssigneeId),
        };
        return Decision<Ticket>.Accept(ticket, created, assigned);
    }
}
