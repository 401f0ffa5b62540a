using System.Collections.Frozen;
using Hub.Domain.Alerts;
using Hub.Domain.Assets;
using Hub.Domain.Assignment;
using Hub.Domain.Attachments;
using Hub.Domain.Audit;
using Hub.Domain.Changes;
using Hub.Domain.Classifications;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Incidents;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Problems;
using Hub.Domain.Records.Tables;
using Hub.Domain.Sla;
using Hub.Domain.Subscriptions;
using Hub.Domain.Surveys;
using Hub.Domain.Templates;
using Hub.Domain.TicketFields;
using Hub.Domain.TicketQueues;
using Hub.Domain.Tickets;
using Hub.Domain.TimeEntries;
using Hub.Domain.Tokens;

namespace Hub.Domain.Records;

/// <summary>Every kind of record that the hub keeps; a new one is a line here.</summary>
public static class Kinds
{
    public static readonly IReadOnlyList<Kind> All =
    [
        new Kind<Organization>(Organization.Document),
        new Kind<ApiToken>(ApiToken.Document),
        new Kind<ScimToken>(ScimToken.Document),
        Department.Kind,
        Classification.Kind,
        TicketQueue.Kind,
        PeopleKinds.Role,
        PeopleKinds.Agent,
        ContactKind.Kind,
        new Kind<Subscription>(Subscription.Document),
        TicketKinds.Ticket,
        TicketKinds.Reply,
        CustomField.Kind,
        AttachmentKinds.Attachment,
        TicketLink.Kind,
        SlaCalendar.Kind,
        SlaPolicy.Kind,
        AssignmentRule.Kind,
        ProblemRecord.Kind,
        AssetKinds.Asset,
        ChangeKinds.Change,
        IncidentKinds.Incident,
        ArticleKinds.Article,
        ArticleKinds.Category,
        SurveyKinds.Survey,
        OnCallKinds.Rotation,
        OnCallKinds.Page,
        new Kind<AuditEntry>(AuditEntry.Document),
        TimeEntryKinds.TimeEntry,
        RaisedAlertKinds.Alert,
        TemplateKinds.Template,
        .. BusinessRecords.All.Select(table => table.Kind),
    ];

    private static readonly FrozenDictionary<string, Kind> ByName = All.ToFrozenDictionary(kind => kind.Name);

    private static readonly FrozenDictionary<Fact, Kind> ByFact = All.SelectMany(kind =>
            kind.Facts.Select(fact => (fact, kind))
        )
        .ToFrozenDictionary(pair => pair.fact, pair => pair.kind);

    /// <summary>Everything that is stored of them.</summary>
    public static readonly IReadOnlyList<DocumentType> Documents =
    [
        .. All.SelectMany(kind => kind.Beside.Prepend(kind.Document)),
    ];

    public static Kind? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The kind that the fact happens to; nothing for a test ping, and for what the hub keeps no record of yet.</summary>
    public static Kind? Of(Fact fact) => ByFact.GetValueOrDefault(fact);

    /// <summary>An event of the fact, always the same one.</summary>
    public static HubEvent SampleOf(Fact fact) => Of(fact)?.SampleOf(fact) ?? Samples.Event(fact);
}
