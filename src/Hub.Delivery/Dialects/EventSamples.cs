using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>One fixed event of every fact, for the catalogue and the docs. Every field of a payload is in some sample.</summary>
internal static class EventSamples
{
    public static readonly Guid Delivery = new("0198a3f0-5c2e-7b6d-9f41-3a7d5e2c8b10");

    private static readonly DateTimeOffset At = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    private static readonly OrganizationId Organization = new(new Guid("5f0c2a1e-7d43-4b8a-9c55-2e6f1d3b8a07"));

    private static readonly Actor Agent = new("agent", "12", "Alva Lind");

    private static readonly Ticket Ticket = new()
    {
        Id = 1847,
        Uuid = new Guid("0198a3ef-fb10-7c42-8a6e-41d27f90c3b5"),
        Organization = Organization,
        Code = "ACME-1847",
        Subject = "Printer not working",
        Description = "The printer on the third floor has been printing blank pages since this morning.",
        Status = TicketStatus.Open,
        Priority = TicketPriority.Medium,
        Channel = TicketChannel.Email,
        Requester = Requester.Of(Organization, "user@company.com", "Una Berg"),
        DepartmentId = 3,
        AssigneeId = 12,
        Tags = ["printer", "third-floor"],
        CustomFields = new Dictionary<string, JsonElement> { ["asset_tag"] = JsonElement.Parse("\"PRN-0311\"") },
        CreatedAt = At,
        UpdatedAt = At,
    };

    public static HubEvent Of(Fact fact) =>
        new HubEvent
        {
            Id = NamedGuid.OfPair(At, Organization.Value, new Guid((int)fact, 0, 0, new byte[8])),
            Organization = Organization,
            Partition = Ticket.PartitionOf(Ticket.Id),
            Fact = fact,
            At = At,
            Actor = Agent,
            Ticket = TicketAfter(fact),
            Reply = fact is Fact.ReplyAdded or Fact.NoteAdded or Fact.ReplyDeleted ? ReplyOf(fact) : null,
            Agent = fact is Fact.UserCreated or Fact.UserDeactivated ? AgentAfter(fact) : null,
            Changes = ChangesOf(fact),
        };

    private static Ticket TicketAfter(Fact fact) =>
        fact switch
        {
            Fact.TicketStatusChanged or Fact.TicketResolved => Ticket with
            {
                Status = TicketStatus.Resolved,
                ResolvedAt = At,
            },
            Fact.TicketClosed => Ticket with { Status = TicketStatus.Closed, ResolvedAt = At, ClosedAt = At },
            Fact.TicketMerged or Fact.TicketDeleted => Ticket with
            {
                Status = TicketStatus.Closed,
                ClosedAt = At,
                MergedIntoId = 1802,
            },
            Fact.TicketUpdated => Ticket with { Priority = TicketPriority.High },
            _ => Ticket,
        };

    private static Reply ReplyOf(Fact fact) =>
        new()
        {
            Id = 5120,
            Uuid = new Guid("0198a3f0-1a77-7e08-b3c9-6d5f20e4a981"),
            TicketId = Ticket.Id,
            Body = fact == Fact.NoteAdded ? "The toner is empty; a new one is on order." : "We are on our way.",
            Internal = fact == Fact.NoteAdded,
            Author = Agent,
            CreatedAt = At,
        };

    private static Agent AgentAfter(Fact fact) =>
        new()
        {
            Id = 12,
            Uuid = new Guid("0198a1b2-44c0-7d19-a2f3-90b6c7d8e5f4"),
            Email = "alva@company.com",
            Name = "Alva Lind",
            IsActive = fact == Fact.UserCreated,
            CreatedAt = At,
        };

    private static IReadOnlyList<FieldChange>? ChangesOf(Fact fact) =>
        fact switch
        {
            Fact.TicketUpdated => [Change("priority", "\"medium\"", "\"high\"")],
            Fact.TicketAssigned => [Change("assignee_id", "7", "12")],
            Fact.TicketStatusChanged => [Change("status", "\"open\"", "\"resolved\"")],
            Fact.TicketMerged => [Change("status", "\"open\"", "\"closed\""), Change("merged_into_id", "null", "1802")],
            _ => null,
        };

    private static FieldChange Change(string field, string from, string to) =>
        new(field, JsonElement.Parse(from), JsonElement.Parse(to));
}
