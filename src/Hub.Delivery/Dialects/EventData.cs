using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>Parts of a payload that more than one dialect has. Absent values are left out: a null breaks flows.</summary>
internal static class EventData
{
    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void WriteOptional(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } present)
            writer.WriteNumber(name, present);
    }

    public static void WriteTime(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? at)
    {
        if (at is { } present)
            writer.WriteString(name, RenderedEvent.Iso(present));
    }

    public static void WriteTags(this Utf8JsonWriter writer, Ticket ticket)
    {
        writer.WriteStartArray("tags"u8);
        foreach (var tag in ticket.Tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
    }

    public static void WriteCustomFields(this Utf8JsonWriter writer, Ticket ticket)
    {
        writer.WriteStartObject("custom_fields"u8);
        foreach (var (name, value) in ticket.CustomFields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    public static void WriteChanges(this Utf8JsonWriter writer, HubEvent happened)
    {
        if (happened.Changes is not { Count: > 0 } changes)
            return;
        writer.WriteStartArray("changes"u8);
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("field"u8, change.Field);
            WriteValue(writer, "from"u8, change.From);
            WriteValue(writer, "to"u8, change.To);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void WriteActor(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Actor actor)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type"u8, actor.Kind);
        writer.WriteString("id"u8, actor.Id);
        writer.WriteString("name"u8, actor.Name);
        writer.WriteEndObject();
    }

    public static void WriteAgent(this Utf8JsonWriter writer, Agent agent)
    {
        writer.WriteNumber("id"u8, agent.Id);
        writer.WriteString("uuid"u8, agent.Uuid);
        writer.WriteString("name"u8, agent.Name);
        writer.WriteString("email"u8, agent.Email);
        writer.WriteBoolean("is_active"u8, agent.IsActive);
        writer.WriteTime("created_at"u8, agent.CreatedAt);
    }

    private static void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
