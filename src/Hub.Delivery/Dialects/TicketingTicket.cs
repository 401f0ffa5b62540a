using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Shapes;
using Hub.Domain.Sla;
using Hub.Domain.Text;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;

namespace Hub.Delivery.Dialects;

/// <summary>A ticket with what its numbers stand for.</summary>
public sealed record NamedTicket(Ticket Ticket, TicketNames Names)
{
    internal WorkflowStatus Status => Names.Workflow.Of(Ticket);
}

/// <summary>Somebody who has to do with a ticket.</summary>
/// <param name="Id">The same wherever the same one is meant.</param>
/// <param name="Email">Absent of who has none, and where it is not known.</param>
/// <param name="Kind">agent, contact, token, rule or system.</param>
public sealed record TicketingUser(Guid Id, string Name, string? Email, string Kind)
{
    internal static TicketingUser Of(Requester requester) =>
        new(requester.Id, requester.Name ?? requester.Email, requester.Email, "contact");

    internal static TicketingUser? Assignee(NamedTicket one) =>
        one.Ticket.AssigneeId is { } id
            ? Agent(Reference.ToAgent(id), one.Names, one.Ticket.Organization, $"Agent {id}")
            : null;

    /// <param name="ticket">Whose requester it may be.</param>
    internal static TicketingUser Of(Actor actor, TicketNames names, OrganizationId organization, Ticket? ticket)
    {
        if (TicketNames.Of(actor) is { } agent)
            return Agent(agent, names, organization, actor.Name);
        if (actor.Kind == "contact" && Guid.TryParse(actor.Id, out var contact))
            return new(
                contact,
                actor.Name,
                ticket?.Requester is { } requester && requester.Id == contact ? requester.Email : null,
                actor.Kind
            );
        return new(NamedGuid.Of(organization.Value, $"{actor.Kind}:{actor.Id}"), actor.Name, null, actor.Kind);
    }

    /// <param name="name">Of one whom nobody knows any more.</param>
    private static TicketingUser Agent(Reference agent, TicketNames names, OrganizationId organization, string name) =>
        names.Of(agent) is { Uuid: { } uuid } known
            ? new(uuid, known.Name, known.Email, "agent")
            : new(NamedGuid.Of(organization.Value, $"agent:{agent.Id}"), name, null, "agent");
}

/// <summary>
/// Ticketing's tickets and users, in events and in <c>GET /tickets</c> alike: what differs between the two is the time at which
/// somebody looked.
/// </summary>
public static class TicketingTicket
{
    public static readonly Shape<TicketingUser> User = new Shape<TicketingUser>("IUser")
        .Uuid("id", "The user's ID, the same wherever the user is named.", user => user.Id)
        .Text("displayName", "The user's name; of somebody whose name is unknown the e-mail address.", user =>
            user.Name
        )
        .Text("email", "The user's e-mail address; absent of who has none, and where it is unknown.", user =>
            user.Email
        )
        .Optional()
        .Choice(
            "userType",
            "Agent, contact, an application's token, an assignment rule, or the system itself.",
            ["agent", "contact", "token", "rule", "system"],
            user => user.Kind
        );

    private static readonly Shape<Referred> Record = new Shape<Referred>()
        .Integer("id", "Its number.", one => one.Id)
        .Text("name", "What it is called; absent when it was deleted.", one => one.Name)
        .Optional();

    private static readonly Shape<TicketSla> Sla = new Shape<TicketSla>()
        .Flag("isPaused", "Whether the clock stands.", sla => sla.RunningSince is null)
        .Instant("firstResponseDeadline", "When an agent must have replied; absent while the clock stands.", sla =>
            sla.FirstResponse?.DueAt
        )
        .Optional()
        .Flag("isFirstResponseBreached", "Whether the first reply is late, or was.", sla =>
            sla.FirstResponse?.BreachedAt is not null
        )
        .Instant("resolutionDeadline", "When it must be resolved; absent while the clock stands.", sla =>
            sla.Resolution?.DueAt
        )
        .Optional()
        .Flag("isResolutionBreached", "Whether it is resolved too late, or was.", sla =>
            sla.Resolution?.BreachedAt is not null
        )
        .Instant("escalatedDateTime", "When it was last escalated; absent when it was not.", sla => sla.EscalatedAt)
        .Optional();

    public static readonly Shape<NamedTicket> Ticket = new Shape<NamedTicket>("ITicket")
        .Uuid("id", "The ticket's ID, as in its ticketUrl.", one => one.Ticket.Uuid)
        .Integer("number", "The ticket's number.", one => one.Ticket.Id)
        .Text("code", "Its number as people say it, as in ACME-42.", one => one.Ticket.Code)
        .Text("title", "What it is about, in a line.", one => one.Ticket.Subject)
        .Text("description", "What happened, in full, as plain text.", one => PlainText.Of(one.Ticket.Description))
        .Text("status", "What its status is called in the workflow.", one => one.Status.Label)
        .Text("statusId", "The status's ID in the workflow.", one => one.Ticket.CurrentStatusId)
        .Choice("statusCategory", "What the status counts as.", TicketShapes.Statuses, one => one.Ticket.Status.Name())
        .Text("resolution", "How it ended; absent while nobody said.", one => one.Ticket.Resolution)
        .Optional()
        .Values("additionalKeys", "Values that were given as it last moved with any; absent when none were.", one =>
            one.Ticket.AdditionalKeys
        )
        .Optional()
        .Choice("priority", "How soon it wants attention.", TicketShapes.Priorities, one => one.Ticket.Priority.Name())
        .Named("type", "What sort of ticket it is: its classification; absent when none.", one =>
            one.Ticket.ClassificationId is { } id ? Reference.ToClassification(id) : null
        )
        .Choice("channel", "How it came in.", TicketShapes.Channels, one => one.Ticket.Channel.Name())
        .Object("requester", "Who asked.", User, one => TicketingUser.Of(one.Ticket.Requester))
        .Object("assignee", "The agent it is assigned to; absent when nobody.", User, TicketingUser.Assignee)
        .Optional()
        .Named("department", "The department it belongs to; absent when none.", one =>
            one.Ticket.DepartmentId is { } id ? Reference.ToDepartment(id) : null
        )
        .Named("queue", "The queue that it waits in; absent when none.", one =>
            one.Ticket.QueueId is { } id ? Reference.ToQueue(id) : null
        )
        .Texts("tags", "Its tags.", one => one.Ticket.Tags)
        .Values("customFields", "Values of your own, by name.", one => one.Ticket.CustomFields)
        .Day("expectedDate", "When it is expected to be done; absent when nobody said.", one => one.Ticket.ExpectedDate)
        .Optional()
        .Object("sla", "Where it stands with its deadlines; absent while no policy covers it.", Sla, one =>
            SlaShapes.Of(one.Ticket)
        )
        .Optional()
        .Integer("commentCount", "How many public replies it has.", one => one.Ticket.ReplyCount)
        .Integer("attachmentCount", "How many attachments it has, archived ones included.", one =>
            one.Ticket.AttachmentCount
        )
        .Integer("parentNumber", "The number of the ticket it is a subticket of; absent when none.", one =>
            one.Ticket.ParentId
        )
        .Optional()
        .Integer("mergedIntoNumber", "The number of the ticket it was merged into; absent when none.", one =>
            one.Ticket.MergedIntoId
        )
        .Optional()
        .Instant("createdDateTime", "When it was created.", one => one.Ticket.CreatedAt)
        .Instant("lastModifiedDateTime", "When anything of it last changed.", one => one.Ticket.UpdatedAt)
        .Instant("firstResponseDateTime", "When an agent first replied in public; absent while none has.", one =>
            one.Ticket.FirstRespondedAt
        )
        .Optional()
        .Instant("resolvedDateTime", "When it was resolved; absent while it is not.", one => one.Ticket.ResolvedAt)
        .Optional()
        .Instant("closedDateTime", "When it was closed; absent while it is not.", one => one.Ticket.ClosedAt)
        .Optional();

    /// <summary>Where the ticket is shown.</summary>
    public static string UrlOf(Ticket ticket) => $"/tickets/{ticket.Uuid}";

    private static Shape<NamedTicket> Named(
        this Shape<NamedTicket> shape,
        string name,
        string description,
        Func<NamedTicket, Reference?> reference
    ) =>
        shape
            .Object(name, description, Record, one =>
                reference(one) is { } found ? new Referred(found.Id, one.Names.Of(found)?.Name) : null
            )
            .Optional();

    /// <summary>A record that the ticket refers to.</summary>
    private sealed record Referred(long Id, string? Name);
}
