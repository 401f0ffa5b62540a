using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Domain.TimeEntries;

/// <summary>Time entries, and what is told of them.</summary>
public static class TimeEntryKinds
{
    public static readonly FactSet Facts = FactSet.Of("time_entry");

    public static readonly Kind<TimeEntry> TimeEntry = new(
        RecordKinds.Document<TimeEntry>("time_entry", TimeEntryJson.Default, fields =>
            fields
                .Integer("minutes", one => one.Minutes)
                .Integer("agent_id", one => one.AgentId)
                .Instant("started_at", one => one.StartedAt)
                .Flag("billable", one => one.Billable)
                .Index("started_at", "id")
                .Index("minutes", "id")
        )
    )
    {
        ReadScope = Scope.TicketsRead,
        Happens =
        [
            new(Facts.Created) { Description = "Time was logged on a ticket." },
            new(Facts.Updated, Before: entry => entry with { Minutes = 30 })
            {
                Description = "Time that was logged on a ticket was changed.",
            },
            new(Facts.Deleted) { Description = "Time that was logged on a ticket was deleted." },
        ],
        Shape = new Shape<TimeEntry>()
            .Integer("id", "The entry's number.", entry => entry.Id)
            .Uuid("uuid", "The entry's ID across all systems.", entry => entry.Uuid)
            .Integer("ticket_id", "The number of the ticket that was worked on.", entry => entry.TicketId)
            .Integer("minutes", "How long the work took.", entry => entry.Minutes)
            .Integer("agent_id", "Who worked; absent when an application named nobody.", entry => entry.AgentId)
            .Optional()
            .Instant("started_at", "When the work began.", entry => entry.StartedAt)
            .Flag("billable", "Whether the customer pays for it.", entry => entry.Billable)
            .Text("note", "What was done; absent when nobody said.", entry => entry.Note)
            .Optional()
            .Instant("created_at", "When it was logged.", entry => entry.CreatedAt)
            .Instant("updated_at", "When it last changed.", entry => entry.UpdatedAt),
        Sample = new TimeEntry
        {
            Id = 733,
            Uuid = new Guid("0198a3f1-77c2-7d15-9a04-51be8f6023d9"),
            TicketId = TicketKinds.Ticket.Sample!.Id,
            Minutes = 45,
            AgentId = 12,
            StartedAt = Samples.At.AddMinutes(-45),
            Billable = true,
            Note = "Cleaned the rollers and printed a test page.",
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
        SampleParent = TicketKinds.Ticket.Of(TicketKinds.Ticket.Sample),
    };
}
