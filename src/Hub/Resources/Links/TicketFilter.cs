using Hub.Domain.Documents;
using Hub.Domain.Records;
using Microsoft.OpenApi;

namespace Hub.Resources.Links;

/// <summary>The filter that finds records by a ticket of theirs.</summary>
internal static class TicketFilter
{
    /// <param name="many">What the records are called.</param>
    public static ListFilter Of(string many) =>
        new(
            "ticket_id",
            $"Only {many} that this ticket is linked to.",
            static () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            static (value, errors) =>
            {
                if (long.TryParse(value, out var ticket))
                    return TicketLinking.LinkedTo(ticket);
                errors.Add("ticket_id", "Must be a whole number.");
                return null;
            }
        );
}
