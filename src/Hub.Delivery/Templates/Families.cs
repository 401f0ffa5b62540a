using System.Collections.Frozen;
using System.Text.Json;
using Hub.Domain.Alerts;
using Hub.Domain.Assets;
using Hub.Domain.Attachments;
using Hub.Domain.Changes;
using Hub.Domain.Events;
using Hub.Domain.Incidents;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.OnCall;
using Hub.Domain.People;
using Hub.Domain.Records;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Templates;

/// <summary>Which family an event is of, and what families are called on the wire and in ids.</summary>
public static class Families
{
    private static readonly FrozenDictionary<string, Family> ByName = Enum.GetValues<Family>().ToFrozenDictionary(Name);

    private static readonly Fact[] OfDeadlines =
    [
        TicketFacts.Escalated,
        TicketFacts.SlaAtRisk,
        TicketFacts.SlaBreached,
        TicketFacts.ExpectedDateApproaching,
        TicketFacts.ExpectedDateDueToday,
        TicketFacts.ExpectedDateOverdue,
        TicketFacts.Idle,
    ];

    private static readonly Dictionary<Kind, Family> ByKind = new()
    {
        [TicketKinds.Ticket] = Family.Tickets,
        [TicketLink.Kind] = Family.Tickets,
        [AttachmentKinds.Attachment] = Family.Tickets,
        [TicketKinds.Reply] = Family.Replies,
        [RaisedAlertKinds.Alert] = Family.Sla,
        [PeopleKinds.Agent] = Family.People,
        [PeopleKinds.Role] = Family.People,
        [ContactKind.Kind] = Family.People,
        [IncidentKinds.Incident] = Family.Incidents,
        [ChangeKinds.Change] = Family.Changes,
        [ArticleKinds.Article] = Family.Knowledge,
        [ArticleKinds.Category] = Family.Knowledge,
        [SurveyKinds.Survey] = Family.Csat,
        [OnCallKinds.Rotation] = Family.OnCall,
        [OnCallKinds.Page] = Family.OnCall,
        [AssetKinds.Asset] = Family.Assets,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Family>().Select(Name)];

    /// <summary>As in <c>on-call</c>.</summary>
    public static string Name(this Family family) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{family}");

    public static Family? Find(string? name) =>
        name is not null && ByName.TryGetValue(name, out var family) ? family : null;

    public static Family Of(Fact fact, Kind? kind) => Of(fact.Kind, fact.Action, kind);

    /// <summary>The same by the fact's names, which may be those of none.</summary>
    internal static Family Of(string happensTo, string action, Kind? kind) =>
        Array.Exists(OfDeadlines, one => one.Kind == happensTo && one.Action == action) ? Family.Sla
        : kind is null ? Family.Records
        : ByKind.GetValueOrDefault(kind, Family.Records);
}
