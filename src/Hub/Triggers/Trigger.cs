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
        ["ticket.status_changed"] = ("a ticket changes its status", "move a ticket to another status"),
        ["ticket.assigned"] = ("a ticket is assigned", "give a ticket to an agent"),
        ["ticket.merged"] = ("a ticket is merged into another ticket", "merge a ticket into another ticket"),
        ["ticket.escalated"] = ("a ticket is escalated", "let a ticket miss its deadline by far"),
        ["ticket.idle"] = ("a ticket is idle", "leave a ticket alone for as long as the alert settings say"),
        ["sla.at_risk"] = (
            "an SLA is about to be breached",
            "let four fifths of the time to a ticket's deadline go by"
        ),
        ["sla.breached"] = ("an SLA is breached", "let a ticket's deadline pass"),
        ["expected_date.approaching"] = (
            "the expected date of a ticket comes near",
            "give a ticket an expected date some days ahead"
        ),
        ["expected_date.due_today"] = ("a ticket is expected today", "give a ticket today as its expected date"),
        ["expected_date.overdue"] = ("a ticket is overdue", "let a ticket's expected date pass"),
        ["reply.added"] = ("a reply is added to a ticket", "add a public reply to a ticket"),
        ["note.added"] = ("an internal note is added to a ticket", "add an internal note to a ticket"),
        ["reply.deleted"] = ("a reply is deleted", "delete a reply of a ticket"),
        ["user.created"] = ("an agent is created", "create an agent"),
        ["user.deactivated"] = ("an agent is deactivated", "deactivate an agent"),
        ["survey.answered"] = ("a customer rates a ticket", "answer the survey of a resolved ticket"),
        ["on_call.paged"] = ("an on call page is created", "page whoever is on call"),
        ["on_call.escalated"] = ("an on call page is escalated", "escalate an on call page"),
        ["on_call.acknowledged"] = ("an on call page is acknowledged", "acknowledge an on call page"),
        ["on_call.resolved"] = ("an on call page is resolved", "resolve an on call page"),
        ["attachment.added"] = ("an attachment is added to a ticket", "add an attachment to a ticket"),
        ["asset.discovered"] = ("an asset is discovered", "create an asset, or report discovered assets"),
        ["incident.declared"] = ("a major incident is declared", "create an incident"),
        ["incident.resolved"] = ("a major incident is resolved", "resolve an incident"),
        ["article.published"] = ("an article is published", "publish an article of the knowledge base"),
        ["change.approved"] = ("a change is approved", "have the board of a change vote for it"),
        ["time_entry.created"] = ("time is logged on a ticket", "log time on a ticket"),
        ["time_entry.updated"] = ("logged time is changed", "change a time entry"),
        ["time_entry.deleted"] = ("logged time is deleted", "delete a time entry"),
        ["alert.raised"] = ("an alert is raised on a ticket", "raise an alert on a ticket"),
    };

    /// <summary>Operations whose titles got better have the names still that they were released under.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["ticket.merged"] = "WhenATicketIsMergedIntoAnotherOne",
        ["reply.added"] = "WhenSomebodyRepliesToATicket",
        ["on_call.paged"] = "WhenSomebodyOnCallIsPaged",
    };

    /// <summary>What makers may call it, where the title has other words.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["ticket.created"] = "A customer or an agent opened or raised a new ticket, by e-mail, form or phone.",
        ["ticket.updated"] = "Somebody changed or edited fields of a ticket, as its priority, department or tags.",
        ["ticket.status_changed"] = "A ticket moved or went to another status.",
        ["ticket.resolved"] = "An agent solved or finished a ticket.",
        ["ticket.closed"] = "A ticket was finished for good.",
        ["ticket.assigned"] = "A ticket was given or handed over to an agent, to another one, or to nobody.",
        ["ticket.merged"] = "Two tickets have been merged or combined, a duplicate into the other one.",
        ["ticket.deleted"] = "Somebody removed a ticket, as spam.",
        ["ticket.escalated"] = "A ticket missed its deadline by far, so that a manager should step in.",
        ["ticket.idle"] =
            "Nobody did anything about a ticket for too long, or for days: it is stale, without any activity.",
        ["sla.at_risk"] =
            "The agent can still be warned before the SLA is missed: a fifth of the time to the deadline is left.",
        ["sla.breached"] =
            "A ticket's deadline passed: the SLA was missed or violated, and the answer or solution is late.",
        ["expected_date.approaching"] = "A ticket is due soon, within some days.",
        ["expected_date.due_today"] = "A ticket is due on this day.",
        ["expected_date.overdue"] = "A ticket is late: its expected or due date passed.",
        ["reply.added"] = "An agent or a customer wrote a reply, message or comment: somebody answered or responded.",
        ["note.added"] = "An agent left an internal or private note or comment, which customers cannot see.",
        ["reply.deleted"] = "Somebody removed a reply, message or note of a ticket.",
        ["attachment.added"] = "A file, document or link was attached to a ticket, and may be read.",
        ["attachment.uploaded"] = "A file or document came in.",
        ["attachment.archived"] = "A file or document was put aside.",
        ["attachment.deleted"] = "A file or document was removed for good.",
        ["asset.discovered"] = "A new device or computer was found in the network, or added by hand.",
        ["change.approved"] = "The board accepted it by vote.",
        ["incident.declared"] = "There is an outage or disruption that many notice.",
        ["incident.resolved"] = "The outage is over, and everything works again.",
        ["article.published"] = "A text of the knowledge base went public, for customers to read.",
        ["survey.answered"] =
            "A customer filled in the satisfaction survey (CSAT): a rating or score, and a comment as feedback.",
        ["on_call.paged"] = "An agent on duty was called or alerted.",
        ["on_call.escalated"] =
            "Nobody answered the page in time, so that the next person on call is paged, or somebody sent it on.",
        ["on_call.acknowledged"] = "Somebody on duty took it over, and looks after it.",
        ["on_call.resolved"] = "What was paged for is over.",
        ["time_entry.created"] = "Somebody recorded or booked working time that was spent.",
        ["time_entry.updated"] = "Somebody corrected a time entry.",
        ["time_entry.deleted"] = "Somebody removed a time entry.",
        ["alert.raised"] = "Somebody flagged a ticket, or warned of it, by hand.",
        ["user.created"] =
            "There is a new agent: a user, colleague or technician, made here or by an identity provider.",
        ["user.deactivated"] = "A user or colleague left, and cannot sign in any more.",
        ["contact.created"] = "There is a new contact: a client, customer or requester.",
        ["contact.updated"] = "Details of a contact, who is a client, customer or requester, changed.",
        ["contact.deleted"] = "A contact, who is a client, customer or requester, was removed.",
        ["company.created"] = "There is a new company: a customer organization, business or account.",
        ["company.updated"] = "Details of a company, a customer organization or account, changed.",
        ["company.deleted"] = "A company, a customer organization or account, was removed.",
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
