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
        ["ticket.merged"] = ("a ticket is merged into another one", "merge a ticket into another one"),
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
        ["reply.added"] = ("somebody replies to a ticket", "add a public reply to a ticket"),
        ["note.added"] = ("an internal note is added to a ticket", "add an internal note to a ticket"),
        ["reply.deleted"] = ("a reply is deleted", "delete a reply of a ticket"),
        ["user.created"] = ("an agent is created", "create an agent"),
        ["user.deactivated"] = ("an agent is deactivated", "deactivate an agent"),
        ["survey.answered"] = ("a customer rates a ticket", "answer the survey of a resolved ticket"),
        ["on_call.paged"] = ("somebody on call is paged", "create an on call page"),
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

    /// <summary>What makers may call it, where the title has other words.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["ticket.created"] = "Somebody opened a new ticket, by e-mail, form or phone.",
        ["ticket.merged"] = "Two tickets have been merged, a duplicate into the other one.",
        ["sla.at_risk"] =
            "The agent can still be warned before the SLA is missed: a fifth of the time to the deadline is left.",
        ["reply.added"] = "An agent or a customer wrote a reply: somebody answered.",
        ["user.created"] = "There is a new user or agent, made here or by an identity provider.",
        ["user.deactivated"] = "A user or agent may not sign in any more.",
        ["contact.created"] = "There is a new client or customer.",
        ["contact.updated"] = "A client's or customer's details changed.",
        ["contact.deleted"] = "A client or customer was removed.",
        ["company.created"] = "There is a new customer organization.",
        ["survey.answered"] = "A customer filled in the satisfaction survey; the answer has a score and a comment.",
        ["on_call.escalated"] =
            "Nobody answered the page in time, so that the next person on call is paged, or somebody sent it on.",
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
