using System.Text.Json.Serialization;

namespace Hub.Domain.Events;

/// <summary>
/// Something that happened and that somebody may subscribe to. A dialect gives each fact its published name; the
/// hub's own names are these, in snake case.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fact>))]
public enum Fact
{
    TestPing,

    TicketCreated,
    TicketUpdated,
    TicketStatusChanged,
    TicketResolved,
    TicketClosed,
    TicketAssigned,
    TicketMerged,
    TicketDeleted,
    TicketEscalated,

    ReplyAdded,
    NoteAdded,
    ReplyDeleted,

    SlaAtRisk,
    SlaBreached,
    SurveyAnswered,

    UserCreated,
    UserDeactivated,

    ContactCreated,
    ContactUpdated,
    ContactDeleted,
    CompanyCreated,

    TimeLogged,
    TimeEntryUpdated,
    TimeEntryDeleted,

    ArticlePublished,
    IncidentDeclared,
    IncidentResolved,
    ChangeApproved,
    OnCallEscalated,
    AssetDiscovered,
}
