using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>The tiketti contract: 13 events, UUIDs for ids, five attempts and then the webhook has failed.</summary>
public sealed class TikettiDialect() : Dialect("tiketti", Published, RetrySchedule.FiveAttempts)
{
    private static readonly IReadOnlyList<EventDefinition> Published =
    [
        new("ticket.created", Fact.TicketCreated, Scope.TicketsRead, "A new ticket was created."),
        new("ticket.updated", Fact.TicketUpdated, Scope.TicketsRead, "Properties of a ticket changed."),
        new("ticket.deleted", Fact.TicketDeleted, Scope.TicketsRead, "A ticket was deleted."),
        new("ticket.assigned", Fact.TicketAssigned, Scope.TicketsRead, "A ticket was assigned to somebody."),
        new("ticket.status_changed", Fact.TicketStatusChanged, Scope.TicketsRead, "A ticket's status changed."),
        new("message.created", Fact.ReplyAdded, Scope.TicketsRead, "A ticket has a new public message."),
        new("message.deleted", Fact.ReplyDeleted, Scope.TicketsRead, "A message of a ticket was deleted."),
        new("contact.created", Fact.ContactCreated, Scope.UsersRead, "A new contact was created."),
        new("contact.updated", Fact.ContactUpdated, Scope.UsersRead, "A contact changed."),
        new("contact.deleted", Fact.ContactDeleted, Scope.UsersRead, "A contact was deleted."),
        new("time_entry.created", Fact.TimeLogged, Scope.TicketsRead, "Time was logged on a ticket."),
        new("time_entry.updated", Fact.TimeEntryUpdated, Scope.TicketsRead, "Logged time was changed."),
        new("time_entry.deleted", Fact.TimeEntryDeleted, Scope.TicketsRead, "Logged time was deleted."),
    ];

    protected override void WriteBody(Utf8JsonWriter writer, HubEvent happened, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, name);
        writer.WriteTime("timestamp"u8, happened.At);
        writer.WriteString("organization_id"u8, happened.Organization.Value);
        writer.WriteStartObject("data"u8);
        if (happened.Reply is { } reply)
            WriteMessage(writer, reply, happened.Ticket!);
        else if (happened.Ticket is { } ticket)
            WriteTicket(writer, ticket);
        else
            writer.WriteString("message"u8, "The connection works.");
        writer.WriteChanges(happened);
        writer.WriteString("event_id"u8, happened.Id);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    protected override void AddHeaders(
        HttpRequestHeaders headers,
        RenderedEvent rendered,
        byte[] body,
        in Dispatch dispatch
    )
    {
        headers.TryAddWithoutValidation("X-Tiketti-Event", rendered.Name);
        headers.TryAddWithoutValidation("X-Tiketti-Delivery", dispatch.DeliveryId.ToString());
        HexSignature.Add(headers, "X-Tiketti-Signature", body, dispatch);
        headers.TryAddWithoutValidation("X-Tiketti-Timestamp", rendered.Timestamp);
    }

    /// <summary>The published sample's fields in its order, then what the ticket has beyond them.</summary>
    private static void WriteTicket(Utf8JsonWriter writer, Ticket ticket)
    {
        writer.WriteString("id"u8, ticket.Uuid);
        writer.WriteString("code"u8, ticket.Code);
        writer.WriteString("subject"u8, ticket.Subject);
        writer.WriteString("status"u8, ticket.Status.Name());
        writer.WriteString("priority"u8, ticket.Priority.Name());
        writer.WriteStartObject("contact"u8);
        writer.WriteString("id"u8, ticket.Requester.Id);
        writer.WriteString("name"u8, ticket.Requester.Name ?? ticket.Requester.Email);
        writer.WriteString("email"u8, ticket.Requester.Email);
        writer.WriteEndObject();
        writer.WriteTime("created_at"u8, ticket.CreatedAt);
        writer.WriteNumber("number"u8, ticket.Id);
        writer.WriteString("description"u8, ticket.Description);
        writer.WriteOptional("department_id"u8, ticket.DepartmentId);
        writer.WriteOptional("assignee_id"u8, ticket.AssigneeId);
        writer.WriteString("channel"u8, ticket.Channel.Name());
        writer.WriteTags(ticket);
        writer.WriteCustomFields(ticket);
        writer.WriteTime("updated_at"u8, ticket.UpdatedAt);
        writer.WriteTime("resolved_at"u8, ticket.ResolvedAt);
        writer.WriteTime("closed_at"u8, ticket.ClosedAt);
    }

    private static void WriteMessage(Utf8JsonWriter writer, Reply reply, Ticket ticket)
    {
        writer.WriteString("id"u8, reply.Uuid);
        writer.WriteStartObject("ticket"u8);
        writer.WriteString("id"u8, ticket.Uuid);
        writer.WriteString("code"u8, ticket.Code);
        writer.WriteString("subject"u8, ticket.Subject);
        writer.WriteEndObject();
        writer.WriteString("body"u8, reply.Body);
        writer.WriteActor("author"u8, reply.Author);
        writer.WriteTime("created_at"u8, reply.CreatedAt);
    }
}
