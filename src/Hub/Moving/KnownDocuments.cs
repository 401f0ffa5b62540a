using Hub.Delivery.Replays;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Health;
using Hub.Idempotency;

namespace Hub.Moving;

/// <summary>Every type of document that a hub on a file keeps. A copy refuses a file that holds any other.</summary>
internal static class KnownDocuments
{
    public static readonly IReadOnlyList<DocumentType> All =
    [
        Organization.Document,
        ApiToken.Document,
        ScimToken.Document,
        Department.Document,
        PeopleDocuments.Role,
        PeopleDocuments.Agent,
        PeopleDocuments.FormerAgent,
        PeopleDocuments.OpenMembership,
        Subscription.Document,
        Replay.Document,
        TicketDocuments.Ticket,
        TicketDocuments.Reply,
        TicketDocuments.Timeline,
        IdempotencyRecord.Document,
        ProbeDocument.Document,
    ];
}
