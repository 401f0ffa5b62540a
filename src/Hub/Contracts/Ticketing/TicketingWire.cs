using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Dialects;
using Hub.Domain.Shapes;
using Hub.Wire;

namespace Hub.Contracts.Ticketing;

/// <summary>A ticket, as ticketing's events have it in <c>data.ticket</c>: both are written by one shape.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record ITicketResponse(NamedTicket Ticket)
{
    internal sealed class Converter : AnswerConverter<ITicketResponse>
    {
        public override void Write(Utf8JsonWriter writer, ITicketResponse value, JsonSerializerOptions options) =>
            TicketingTicket.Ticket.Write(writer, value.Ticket, Times.Milliseconds);
    }
}

[JsonSerializable(typeof(One<ITicketResponse>))]
[JsonSerializable(typeof(Many<ITicketResponse>))]
internal sealed partial class TicketingJson : JsonSerializerContext;
