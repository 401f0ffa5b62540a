using System.Collections.Frozen;
using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Events;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Templates;

/// <summary>An event with the places where people find what it is about.</summary>
internal sealed record LinkedEvent(HubEvent Happened, EventLinks Links)
{
    /// <summary>The number of the ticket that it is about.</summary>
    public long? TicketId => EventTicket.IdOf(Happened);

    public NamedTicket? Ticket => Happened.About<Ticket>() is { } ticket ? new(ticket, Happened.Names) : null;

    public IReadOnlyList<NamedChange>? Changes =>
        Happened.Changes is { } changes ? [.. changes.Select(one => new NamedChange(one, Happened.Names))] : null;
}

/// <summary>A changed field with what its values stand for.</summary>
internal sealed record NamedChange(FieldChange Change, TicketNames Names);

/// <summary>Events as templates see them: one shape for every kind of record, by the same names.</summary>
internal static class EventShape
{
    private static readonly Shape<NamedTicket> Ticket = new Shape<NamedTicket>()
        .Spread(TicketShapes.Ticket, static one => one.Ticket)
        .Text("status_name", "What its status is called in the workflow.", static one => one.Status.Label)
        .Text("assignee_name", "The name of the agent it is assigned to; absent when nobody.", static one =>
            NameOf(one, Reference.ToAgent, one.Ticket.AssigneeId)
        )
        .Optional()
        .Text(
            "assignee_email",
            "That agent's e-mail address; absent when nobody, and when there is none.",
            static one => Of(one, Reference.ToAgent, one.Ticket.AssigneeId)?.Email
        )
        .Optional()
        .Text("department_name", "The department's name; absent when none.", static one =>
            NameOf(one, Reference.ToDepartment, one.Ticket.DepartmentId)
        )
        .Optional()
        .Text("classification_name", "The classification's name; absent when none.", static one =>
            NameOf(one, Reference.ToClassification, one.Ticket.ClassificationId)
        )
        .Optional()
        .Text("queue_name", "The queue's name; absent when none.", static one =>
            NameOf(one, Reference.ToQueue, one.Ticket.QueueId)
        )
        .Optional()
        .Text("requester_name", "The requester's name, or the e-mail address when it is unknown.", static one =>
            one.Ticket.Requester.Name ?? one.Ticket.Requester.Email
        );

    private static readonly Shape<NamedChange> Change = new Shape<NamedChange>()
        .Spread(EventShapes.Change, static one => one.Change)
        .Text(
            "from_name",
            "What the former value stands for, as an agent's name; absent where it is no number of anything.",
            static one => NameOf(one, one.Change.From)
        )
        .Optional()
        .Text("to_name", "What the new value stands for.", static one => NameOf(one, one.Change.To))
        .Optional();

    private static readonly Shape<EventLinks> Links = new Shape<EventLinks>().Text(
        "hub",
        "The hub's own address.",
        static links => links.Root
    );

    private static readonly Shape<LinkedEvent> Pages = new Shape<LinkedEvent>()
        .Spread(Links, static one => one.Links)
        .Text("ticket", "The page of the ticket it is about; absent when none.", static one =>
            one.TicketId is { } id ? $"{one.Links.Root}/app/tickets/{id}" : null
        )
        .Optional();

    private static readonly Shape<LinkedEvent> WithoutRecord = Base();

    private static readonly FrozenDictionary<Kind, Shape<LinkedEvent>> ByKind = Kinds
        .All.Where(static kind => kind.Facts.Count > 0)
        .ToFrozenDictionary(static kind => kind, Of);

    /// <summary>Of events about a record of the kind; about none where none is given.</summary>
    public static Shape<LinkedEvent> For(Kind? kind) =>
        kind is null ? WithoutRecord : ByKind.GetValueOrDefault(kind, WithoutRecord);

    private static Shape<LinkedEvent> Of(Kind kind)
    {
        var shape = Record(Base(), kind, static one => one.Happened.Subject);
        if (kind != TicketKinds.Ticket && kind.SampleParent is { Kind: var parent })
            Record(shape, parent, static one => one.Happened.Parent).Optional();
        return shape
            .Objects("changes", "The fields that changed; absent when none did.", Change, static one => one.Changes)
            .Object(
                "transition",
                "How a ticket's status changed; absent of other events.",
                TicketShapes.Move,
                static one => one.Happened.Move
            )
            .Optional();
    }

    private static Shape<LinkedEvent> Base() =>
        new Shape<LinkedEvent>()
            .Uuid("id", "The event's ID, the same however often it is told.", static one => one.Happened.Id)
            .Text("type", "What happened, as in ticket.created.", static one => TypeOf(one.Happened))
            .Text(
                "kind",
                "What sort of record it happened to, as in ticket: the name that the record stands under.",
                static one => one.Happened.Subject?.Kind.Name
            )
            .Optional()
            .Instant("time", "When it happened.", static one => one.Happened.At)
            .Object("actor", "Who did it.", EventShapes.Author, static one => one.Happened.Actor)
            .Object(
                "organization",
                "Whose hub it is.",
                new Shape<HubEvent>()
                    .Uuid("id", "The organization's ID.", static happened => happened.Organization.Value)
                    .Integer("number", "Its number.", static happened => happened.OrganizationNumber),
                static one => one.Happened
            )
            .Object(
                "links",
                "Where people find what it is about; absent where the hub's address is not set.",
                Pages,
                static one => one.Links.Root.Length > 0 ? one : null
            )
            .Optional();

    private static Shape<LinkedEvent> Record(Shape<LinkedEvent> shape, Kind kind, Func<LinkedEvent, Subject?> read)
    {
        var description = $"The {kind.Name.Replace('_', ' ')} right after it.";
        return kind == TicketKinds.Ticket
            ? shape.Object(kind.Name, description, Ticket, static one => one.Ticket)
            : shape.Object(kind.Name, description, kind.Shown, one =>
                read(one) is { } found && found.Kind == kind ? found : null
            );
    }

    public static string TypeOf(HubEvent happened) => $"{happened.Fact.Kind}.{happened.Fact.Action}";

    private static NamedRecord? Of(NamedTicket one, Func<long, Reference> reference, long? id) =>
        id is { } known ? one.Names.Of(reference(known)) : null;

    private static string? NameOf(NamedTicket one, Func<long, Reference> reference, long? id) =>
        Of(one, reference, id)?.Name;

    private static string? NameOf(NamedChange one, JsonElement value) =>
        TicketNames.Of(one.Change.Field, value) is { } reference ? one.Names.Of(reference)?.Name
        : one.Change.Field is TicketDifferences.Status or TicketDifferences.StatusId
        && value.ValueKind == JsonValueKind.String
            ? one.Names.Workflow.Find(value.GetString()!)?.Label
        : null;
}
