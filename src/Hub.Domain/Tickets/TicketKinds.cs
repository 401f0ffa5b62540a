using System.Text.Json;
using Hub.Domain.Alerts;
using Hub.Domain.People;
using Hub.Domain.Records;
using Hub.Domain.Sla;
using Hub.Domain.TicketFields;
using Hub.Domain.Tokens;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>Tickets, and the replies and notes on them.</summary>
public static class TicketKinds
{
    public static readonly Kind<Ticket> Ticket = new(TicketDocuments.Ticket)
    {
        Beside = [TicketDocuments.Timeline, Workflow.Document, AlertSettings.Document, CustomField.Settings],
        ReadScope = Scope.TicketsRead,
        Shape = TicketShapes.Ticket,
        Differences = TicketDifferences.Between,
        Happens =
        [
            new(TicketFacts.Created, After: ticket => ticket with { ParentId = 1790 }),
            new(TicketFacts.Updated, After: ticket => ticket with { Priority = TicketPriority.High }, Before: Same),
            new(TicketFacts.StatusChanged, After: Resolved, Before: Same)
            {
                Description = "A ticket went to another status.",
                Move = Move with { Comment = "It prints again." },
            },
            new(TicketFacts.Resolved, After: ticket => Resolved(ticket) with { Resolution = Move.Resolution })
            {
                Move = Move,
            },
            new(TicketFacts.Closed, After: ticket =>
                Resolved(ticket) with
                {
                    Status = TicketStatus.Closed,
                    StatusId = "done",
                    ClosedAt = Samples.At,
                }
            ),
            new(TicketFacts.Assigned, Before: ticket => ticket with { AssigneeId = 7 })
            {
                Description = "A ticket was given to an agent, to another one, or to nobody.",
            },
            new(TicketFacts.Merged, After: Merged, Before: Same)
            {
                Description = "A ticket was merged into another one.",
            },
            new(TicketFacts.Deleted, After: Merged),
            new(TicketFacts.Escalated, After: ticket => SlaShapes.Sample(ticket, isBreached: true))
            {
                Description = "A ticket missed its deadline and was escalated.",
            },
            new(TicketFacts.SlaAtRisk, After: ticket => SlaShapes.Sample(ticket, isBreached: false))
            {
                Description = "Only a fifth of the time to a ticket's deadline is left.",
            },
            new(TicketFacts.SlaBreached, After: ticket => SlaShapes.Sample(ticket, isBreached: true))
            {
                Description = "A ticket's deadline passed.",
            },
            new(TicketFacts.ExpectedDateApproaching, After: ticket => AlertShapes.Sample(ticket))
            {
                Description = "A ticket's expected date comes near.",
            },
            new(TicketFacts.ExpectedDateDueToday, After: ticket => AlertShapes.Sample(ticket))
            {
                Description = "A ticket's expected date is today.",
            },
            new(TicketFacts.ExpectedDateOverdue, After: ticket => AlertShapes.Sample(ticket, daysOverdue: 1))
            {
                Description = "A ticket's expected date passed.",
            },
            new(TicketFacts.Idle, After: AlertShapes.IdleSample)
            {
                Description = "Nobody did anything about a ticket for too long.",
            },
        ],
        Sample = new Ticket
        {
            Id = 1847,
            Uuid = new Guid("0198a3ef-fb10-7c42-8a6e-41d27f90c3b5"),
            Organization = Samples.Organization,
            Code = "ACME-1847",
            Subject = "Printer not working",
            Description = "The printer on the third floor has been printing blank pages since this morning.",
            Status = TicketStatus.Open,
            Priority = TicketPriority.Medium,
            Channel = TicketChannel.Email,
            Requester = new(
                Contact.UuidOf(Samples.Organization, "user@company.com"),
                "user@company.com",
                "Una Berg",
                ContactId: 311
            ),
            DepartmentId = 3,
            AssigneeId = 12,
            ClassificationId = 21,
            QueueId = 4,
            ExpectedDate = new DateOnly(2026, 5, 28),
            Tags = ["printer", "third-floor"],
            CustomFields = new Dictionary<string, JsonElement> { ["asset_tag"] = JsonElement.Parse("\"PRN-0311\"") },
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };

    public static readonly Kind<Reply> Reply = new(TicketDocuments.Reply)
    {
        ReadScope = Scope.TicketsRead,
        Shape = TicketShapes.Reply,
        Happens =
        [
            new(ReplyFacts.Added) { Description = "Somebody answered on a ticket, agent or requester." },
            new(ReplyFacts.NoteAdded, After: reply =>
                reply with
                {
                    Internal = true,
                    Body = "The toner is empty; a new one is on order.",
                }
            )
            {
                Description = "An agent left an internal note on a ticket.",
            },
            new(ReplyFacts.Deleted) { Description = "A reply or a note of a ticket was deleted." },
        ],
        Sample = new Reply
        {
            Id = 5120,
            Uuid = new Guid("0198a3f0-1a77-7e08-b3c9-6d5f20e4a981"),
            TicketId = Ticket.Sample!.Id,
            Body = "We are on our way.",
            Internal = false,
            Author = Samples.Agent,
            AttachmentIds = [733],
            CreatedAt = Samples.At,
        },
        SampleParent = Ticket.Of(Ticket.Sample),
    };

    private static StatusMove Move =>
        new(Workflow.Default.Of(TicketStatus.Open), Workflow.Default.Of(TicketStatus.Resolved), "Resolve ticket")
        {
            Resolution = "fixed",
            AdditionalKeys = new Dictionary<string, JsonElement>
            {
                ["resolution_code"] = JsonElement.Parse("\"toner\""),
            },
        };

    private static Ticket Same(Ticket ticket) => ticket;

    private static Ticket Resolved(Ticket ticket) =>
        ticket with
        {
            Status = TicketStatus.Resolved,
            ResolvedAt = Samples.At,
        };

    private static Ticket Merged(Ticket ticket) =>
        ticket with
        {
            Status = TicketStatus.Closed,
            ClosedAt = Samples.At,
            MergedIntoId = 1802,
        };
}
