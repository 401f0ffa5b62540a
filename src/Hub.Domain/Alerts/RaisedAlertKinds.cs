using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Domain.Alerts;

/// <summary>Alerts of tickets that are raised by hand, and what is told of them.</summary>
public static class RaisedAlertKinds
{
    public static readonly Fact Raised = Fact.Of("alert", "raised");

    public static readonly Kind<RaisedAlert> Alert = new(
        RecordKinds.Document<RaisedAlert>("alert", RaisedAlertJson.Default, fields =>
            fields.Folded("title", one => one.Title).Flag("is_resolved", one => one.ResolvedAt is not null)
        )
    )
    {
        ReadScope = Scope.TicketsRead,
        Happens = [new(Raised) { Description = "Somebody raised an alert on a ticket." }],
        Shape = new Shape<RaisedAlert>()
            .Integer("id", "The alert's number.", alert => alert.Id)
            .Uuid("uuid", "The alert's ID across all systems.", alert => alert.Uuid)
            .Integer("ticket_id", "The number of the ticket that it is about.", alert => alert.TicketId)
            .Text("title", "What is the matter, in a line.", alert => alert.Title)
            .Text("message", "What there is to say of it; absent when nothing.", alert => alert.Message)
            .Optional()
            .Object("raised_by", "Who raised it.", EventShapes.Author, alert => alert.RaisedBy)
            .Instant("created_at", "When it was raised.", alert => alert.CreatedAt),
        Sample = new RaisedAlert
        {
            Id = 58,
            Uuid = new Guid("0198a3f2-0c41-7a96-8d2b-7e19f5ac3402"),
            TicketId = TicketKinds.Ticket.Sample!.Id,
            Title = "Customer is waiting at the counter",
            Message = "The delivery notes have to be printed before noon.",
            RaisedBy = Samples.Agent,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
        SampleParent = TicketKinds.Ticket.Of(TicketKinds.Ticket.Sample),
    };
}
