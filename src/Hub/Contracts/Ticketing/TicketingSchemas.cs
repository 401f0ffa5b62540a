using Hub.Delivery.Dialects;
using Hub.Domain.Shapes;
using Hub.Resources.Tables;
using Microsoft.OpenApi;

namespace Hub.Contracts.Ticketing;

/// <summary>Ticketing's ITicket and IUser in the documents, from the shapes that write them.</summary>
internal static class TicketingSchemas
{
    private const string Ticket = "ITicket";
    private const string Page = "ITicketPage";
    private const string User = "IUser";

    /// <summary>In place of what the framework makes of a type that writes itself.</summary>
    public static void Put(OpenApiDocument document)
    {
        if (document.Components?.Schemas?.ContainsKey(Ticket) is not true)
            return;
        var ticket = ShapeSchemas.Read(TicketingTicket.Ticket.Schema(Times.Milliseconds));
        ticket.Description = "A ticket, as ticketing's events have it in data.ticket.";
        var user = ShapeSchemas.Read(TicketingTicket.User.Schema(Times.Milliseconds));
        user.Description = "Somebody who has to do with a ticket, as ticketing's events have them in data.user.";
        document.Components.Schemas[User] = user;
        foreach (var name in new[] { "requester", "assignee" })
            ticket.Properties![name] = new OpenApiSchemaReference(User, document)
            {
                Description = ticket.Properties[name].Description,
            };
        document.Components.Schemas[Ticket] = ticket;
        ((OpenApiSchema)document.Components.Schemas[Page].Properties!["data"]).Items = new OpenApiSchemaReference(
            Ticket,
            document
        );
    }
}
