using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>The maktab contract: 22 events, the delivery's id inside the body, <c>X-Maktab-Signature</c>.</summary>
public sealed class MaktabDialect() : Dialect("maktab", MaktabEvents.All, RetrySchedule.OverADay)
{
    protected override bool NamesDelivery => true;

    protected override void WriteBody(Utf8JsonWriter writer, HubEvent happened, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, name);
        writer.WriteTime("timestamp"u8, happened.At);
        writer.WriteString("delivery_id"u8, RenderedEvent.Gap);
        writer.WriteStartObject("data"u8);
        if (happened.Reply is { } reply)
            WriteReply(writer, reply, happened.Ticket!);
        else if (happened.Ticket is { } ticket)
            WriteTicket(writer, ticket);
        else if (happened.Agent is { } agent)
            writer.WriteAgent(agent);
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
        HexSignature.Add(headers, "X-Maktab-Signature", body, dispatch);
        headers.TryAddWithoutValidation("X-Maktab-Event", rendered.Name);
        headers.TryAddWithoutValidation("X-Maktab-Delivery", $"wh_{Ulid.Text(dispatch.DeliveryId)}");
    }

    /// <summary>The published sample's fields in its order, then what the ticket has beyond them.</summary>
    private static void WriteTicket(Utf8JsonWriter writer, Ticket ticket)
    {
        writer.WriteNumber("id"u8, ticket.Id);
        writer.WriteString("subject"u8, ticket.Subject);
        writer.WriteString("status"u8, ticket.Status.Name());
        writer.WriteString("priority"u8, ticket.Priority.Name());
        writer.WriteString("requester_email"u8, ticket.Requester.Email);
        writer.WriteOptional("department_id"u8, ticket.DepartmentId);
        writer.WriteTime("created_at"u8, ticket.CreatedAt);
        writer.WriteString("uuid"u8, ticket.Uuid);
        writer.WriteString("code"u8, ticket.Code);
        writer.WriteString("description"u8, ticket.Description);
        writer.WriteOptional("requester_name"u8, ticket.Requester.Name);
        writer.WriteOptional("assignee_id"u8, ticket.AssigneeId);
        writer.WriteString("channel"u8, ticket.Channel.Name());
        writer.WriteTags(ticket);
        writer.WriteCustomFields(ticket);
        writer.WriteOptional("merged_into_id"u8, ticket.MergedIntoId);
        writer.WriteTime("updated_at"u8, ticket.UpdatedAt);
        writer.WriteTime("resolved_at"u8, ticket.ResolvedAt);
        writer.WriteTime("closed_at"u8, ticket.ClosedAt);
    }

    /// <summary>The event is about the reply, so <c>id</c> is the reply's; its ticket stands inside.</summary>
    private static void WriteReply(Utf8JsonWriter writer, Reply reply, Ticket ticket)
    {
        writer.WriteNumber("id"u8, reply.Id);
        writer.WriteString("uuid"u8, reply.Uuid);
        writer.WriteNumber("ticket_id"u8, reply.TicketId);
        writer.WriteString("body"u8, reply.Body);
        writer.WriteBoolean("internal"u8, reply.Internal);
        writer.WriteActor("author"u8, reply.Author);
        writer.WriteTime("created_at"u8, reply.CreatedAt);
        writer.WriteStartObject("ticket"u8);
        WriteTicket(writer, ticket);
        writer.WriteEndObject();
    }
}
