using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Records.Tables;

namespace Hub.Triggers;

/// <summary>Something that starts a flow: an event, as people who make flows call it.</summary>
/// <param name="Event">In the dialect of flows.</param>
/// <param name="Title">As in When a ticket is created.</param>
/// <param name="Hint">What to do to see it.</param>
internal sealed record Trigger(EventDefinition Event, string Title, string Hint)
{
    /// <summary>As a path has it: <c>ticket-created</c>.</summary>
    public string Slug { get; } = Event.Name.Replace('.', '-').Replace('_', '-');

    /// <summary>What it is in other words than those of its title, as makers may look for it; often nothing.</summary>
    public string Words { get; } = TriggerTitles.WordsOf(Event.Facts[0], Event.Description);

    /// <summary>The name of its operation in a connector.</summary>
    public string Operation { get; } = TriggerTitles.NameOf(Event.Facts[0]) ?? NameOf(Title);

    /// <summary>Whether it is about a ticket, so that department, priority, tag and assignee narrow it.</summary>
    public bool IsAboutTicket { get; } = Event.Kind is { } kind && IsTicket(kind.Name, kind.SampleParent?.Kind.Name);

    /// <summary>Whether a connector has it under a name of its own; business records come by the trigger for all events.</summary>
    public bool IsTyped { get; } =
        Event.Kind == BusinessRecords.Company.Kind || BusinessRecords.All.All(table => table.Kind != Event.Kind);

    private static bool IsTicket(string kind, string? parent) => kind == "ticket" || parent == "ticket";

    public static readonly IReadOnlyList<Trigger> All = [.. RecordEvents().Select(Of)];

    private static readonly Dictionary<string, Trigger> BySlug = All.ToDictionary(one => one.Slug);

    /// <param name="name">A slug, or the event's own name.</param>
    public static Trigger? Find(string name) => BySlug.GetValueOrDefault(name.Replace('.', '-').Replace('_', '-'));

    /// <summary>The name of an operation with the title, as in WhenATicketIsCreated.</summary>
    public static string NameOf(string title) =>
        string.Concat(
            title
                .Replace("(", "", StringComparison.Ordinal)
                .Replace(")", "", StringComparison.Ordinal)
                .Split(' ')
                .Select(static word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant())
        );

    private static IReadOnlyList<EventDefinition> RecordEvents() => DialectCatalogue.ForFlows.Events;

    private static Trigger Of(EventDefinition one)
    {
        var (what, hint) = TriggerTitles.Of(one.Facts[0]);
        return new(one, $"When {what}", hint);
    }
}

/// <summary>What makers read for an event.</summary>
internal static class TriggerTitles
{
    /// <summary>Where who did what says more than a kind and an action.</summary>
    private static readonly Dictionary<string, (string What, string Hint)> Told = new()
    {
        ["ticket.status_changed"] = ("a ticket moves to a different status", "move a ticket to a different status"),
        ["ticket.assigned"] = ("a ticket is assigned", "give a ticket to an agent"),
        ["ticket.merged"] = ("a ticket is merged", "merge two tickets"),
        ["ticket.escalated"] = ("a ticket is escalated", "let a ticket miss its deadline by far"),
        ["ticket.idle"] = ("a ticket is idle", "leave a ticket alone for as long as the alert settings say"),
        ["sla.at_risk"] = (
            "an SLA is about to be breached",
            "let four fifths of the time to a ticket's deadline go by"
        ),
        ["sla.breached"] = ("an SLA is breached", "let a ticket's deadline pass"),
        ["expected_date.approaching"] = (
            "the expected date of a ticket is near",
            "give a ticket an expected date some days ahead"
        ),
        ["expected_date.due_today"] = ("a ticket is expected today", "give a ticket today as its expected date"),
        ["expected_date.overdue"] = ("a ticket is overdue", "let a ticket's expected date pass"),
        ["reply.added"] = ("a reply is added to a ticket", "add a public reply to a ticket"),
        ["note.added"] = ("an internal note is added to a ticket", "add an internal note to a ticket"),
        ["reply.deleted"] = ("a reply is deleted", "delete a reply of a ticket"),
        ["user.created"] = ("an agent is created", "create an agent"),
        ["user.deactivated"] = ("an agent is deactivated", "deactivate an agent"),
        ["survey.answered"] = ("a satisfaction survey is filled in", "answer the survey of a resolved ticket"),
        ["on_call.paged"] = ("an on call page is created", "page whoever is on call"),
        ["on_call.escalated"] = ("an on call page is escalated", "escalate an on call page"),
        ["on_call.acknowledged"] = ("an on call page is acknowledged", "acknowledge an on call page"),
        ["on_call.resolved"] = ("an on call page is resolved", "resolve an on call page"),
        ["attachment.added"] = ("an attachment is added to a ticket", "add an attachment to a ticket"),
        ["asset.discovered"] = ("an asset is discovered", "create an asset, or report discovered assets"),
        ["incident.declared"] = ("a major incident is declared", "create an incident"),
        ["incident.resolved"] = ("a major incident is resolved", "resolve an incident"),
        ["article.published"] = ("an article is published", "publish an article of the knowledge base"),
        ["change.approved"] = ("a change request is approved", "have the board of a change vote for it"),
        ["time_entry.created"] = ("time is logged on a ticket", "log time on a ticket"),
        ["time_entry.updated"] = ("a time entry is updated", "update a time entry"),
        ["time_entry.deleted"] = ("a time entry is deleted", "delete a time entry"),
        ["alert.raised"] = ("an alert is raised on a ticket", "raise an alert on a ticket"),
    };

    /// <summary>Operations whose titles got better have the names still that they were released under.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["ticket.status_changed"] = "WhenATicketChangesItsStatus",
        ["ticket.merged"] = "WhenATicketIsMergedIntoAnotherOne",
        ["expected_date.approaching"] = "WhenTheExpectedDateOfATicketComesNear",
        ["reply.added"] = "WhenSomebodyRepliesToATicket",
        ["on_call.paged"] = "WhenSomebodyOnCallIsPaged",
        ["change.approved"] = "WhenAChangeIsApproved",
        ["survey.answered"] = "WhenACustomerRatesATicket",
        ["time_entry.updated"] = "WhenLoggedTimeIsChanged",
        ["time_entry.deleted"] = "WhenLoggedTimeIsDeleted",
    };

    /// <summary>What makers may call it, where the title has other words.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["ticket.created"] =
            "A new ticket comes in: a customer or an agent created, opened or raised a ticket, by e-mail, form or phone.",
        ["ticket.updated"] =
            "Somebody changed or edited a ticket: a field was changed or set, as its priority, department or category, or a tag was added.",
        ["ticket.status_changed"] = "A ticket is reopened, or its status is changed or set, as to pending or on hold.",
        ["ticket.resolved"] = "An agent resolved, solved or finished a ticket.",
        ["ticket.closed"] = "A ticket was finished for good.",
        ["ticket.assigned"] = "A ticket was given or handed over to an agent, to another colleague, or to nobody.",
        ["ticket.merged"] = "Two tickets have been merged or combined, a duplicate into the other.",
        ["ticket.deleted"] = "A ticket was deleted or removed, as spam.",
        ["ticket.escalated"] = "A ticket is escalated to a manager or team lead, since it missed its deadline by far.",
        ["ticket.idle"] =
            "Nobody did anything about a ticket for too long, or for days: it is stale, without any activity.",
        ["sla.at_risk"] =
            "The SLA is nearly over, and the agent can still be warned before the ticket misses it: a fifth of the time to the deadline is left.",
        ["sla.breached"] =
            "A ticket missed, breached or violated its SLA: the deadline passed, and the answer or solution is late.",
        ["expected_date.approaching"] = "A ticket is due soon, within some days.",
        ["expected_date.due_today"] = "A ticket is due on this day.",
        ["expected_date.overdue"] = "A ticket is late: its expected or due date passed.",
        ["reply.added"] = "A customer answers or responds, or an agent writes a reply, message or comment.",
        ["note.added"] =
            "An agent or colleague writes or leaves an internal or private note or comment, which customers cannot see.",
        ["reply.deleted"] = "Somebody removed a reply, message or note of a ticket.",
        ["attachment.added"] = "A file, document, picture or link was attached to a ticket, and may be read.",
        ["attachment.uploaded"] = "A file or document came in.",
        ["attachment.archived"] = "A file or document was put aside.",
        ["attachment.deleted"] = "A file or document was removed for good.",
        ["asset.discovered"] =
            "A new asset, device or computer was added or registered by hand, or found in the network.",
        ["change.approved"] = "The board approved or accepted a change by vote.",
        ["incident.declared"] = "A new incident is declared: there is an outage or disruption.",
        ["incident.resolved"] = "The outage is over: the incident is resolved or closed.",
        ["article.published"] = "A new or changed article of the knowledge base was published, for customers to read.",
        ["survey.answered"] =
            "A customer answered the survey (CSAT) about a ticket: they gave a good or bad rating or score, and a comment as feedback.",
        ["on_call.paged"] = "Somebody on call or on duty is paged, called or alerted.",
        ["on_call.escalated"] =
            "Nobody answered the page in time, so that the next person on call is paged, or somebody sent it on.",
        ["on_call.acknowledged"] = "Somebody on duty took it over, and looks after it.",
        ["on_call.resolved"] = "What was paged for is over.",
        ["time_entry.created"] =
            "Somebody logged, recorded or booked a time entry: hours or minutes of work that were spent.",
        ["time_entry.updated"] = "Somebody corrected a time entry.",
        ["time_entry.deleted"] = "Somebody removed a time entry.",
        ["alert.raised"] = "A new alert comes in: somebody flagged a ticket, or warned of it, by hand.",
        ["user.created"] =
            "A new agent, user, colleague or technician was created or added, here or by an identity provider.",
        ["user.deactivated"] = "An agent, user or colleague was deactivated or left, and cannot sign in any more.",
        ["contact.created"] = "A new contact, client, customer or requester was created, added or registered.",
        ["contact.updated"] =
            "The details of a contact, client, customer or requester were updated, changed or edited.",
        ["contact.deleted"] = "A contact, client, customer or requester was deleted or removed.",
        ["company.created"] = "A new company, a customer organization, business or account, was created or added.",
        ["company.updated"] = "A company, a customer organization or account, was changed or edited.",
        ["company.deleted"] = "A company, a customer organization or account, was deleted or removed.",
        ["classification.created"] = "There is a new classification: a category or topic for tickets.",
        ["classification.updated"] = "A category or topic for tickets changed.",
        ["classification.deleted"] = "A category or topic for tickets was removed.",
        ["queue.created"] = "There is a new queue for tickets to wait in.",
        ["queue.updated"] = "A line that tickets wait in changed.",
        ["queue.deleted"] = "A line that tickets wait in was removed.",
    };

    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["created"] = "create",
        ["updated"] = "update",
        ["deleted"] = "delete",
        ["resolved"] = "resolve",
        ["closed"] = "close",
        ["archived"] = "archive",
        ["uploaded"] = "upload",
    };

    public static (string What, string Hint) Of(Fact fact)
    {
        var (what, hint) = Told.TryGetValue($"{fact.Kind}.{fact.Action}", out var told) ? told : Plain(fact);
        return (what, $"To see it work now, {hint}.");
    }

    /// <summary>The name of its operation, where that does not follow from the title.</summary>
    public static string? NameOf(Fact fact) => Names.GetValueOrDefault($"{fact.Kind}.{fact.Action}");

    /// <param name="description">The event's own, which says no more than the title where that is made of it.</param>
    public static string WordsOf(Fact fact, string description)
    {
        var name = $"{fact.Kind}.{fact.Action}";
        return Words.TryGetValue(name, out var words) ? words
            : Told.ContainsKey(name) ? description
            : "";
    }

    private static (string What, string Hint) Plain(Fact fact)
    {
        var kind = fact.Kind.Replace('_', ' ');
        var one = $"{("aeio".Contains(kind[0]) ? "an" : "a")} {kind}";
        var action = fact.Action.Replace('_', ' ');
        return (
            $"{one} is {action}",
            Verbs.TryGetValue(fact.Action, out var verb) ? $"{verb} {one}" : $"have {one} {action}"
        );
    }
}
