using System.Net.Http.Headers;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Domain.Records;
using Hub.Domain.Records.Tables;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>The mokapen contract: 14 kinds of record that are created, updated and deleted, and a whole number for the organization.</summary>
internal static class Mokapen
{
    public static readonly Dialect Dialect = new("mokapen")
    {
        Description = "The webhooks of mokapen: created, updated and deleted of 14 kinds of record.",
        Events =
        [
            .. Life(WorkRecords.Task),
            .. Life(WorkRecords.Project),
            .. Life(ContactKind.Kind, "contact", ContactKind.Facts),
            .. Life(BusinessRecords.Company),
            .. Life(
                TicketKinds.Ticket,
                "ticket",
                TicketFacts.Created,
                [TicketFacts.Updated, TicketFacts.Merged],
                TicketFacts.Deleted,
                Resolved
            ),
            .. Life(WorkRecords.Booking),
            .. Life(SalesRecords.Product),
            .. Life(SalesRecords.Service),
            .. Life(SalesRecords.Quote),
            .. Life(SalesRecords.Order),
            .. Life(SalesRecords.Deal),
            .. Life(WorkRecords.Appointment),
            .. Life(WorkRecords.Document),
            .. Life(SalesRecords.Campaign),
        ],
        Body = Body,
        Sign = Sign,
        Verify = HexSignature.In(Signature),
        Headers = new(Signature, ["X-Mokapen-", SignedTime.Prefix], "X-Mokapen-Event", "X-Mokapen-Delivery")
        {
            Texts = HexSignature.Texts(Signature),
        },
        Retries = RetrySchedule.OverADay,
    };

    private const string Signature = "X-Mokapen-Signature";

    private static IEnumerable<EventDefinition> Life(RecordTable table) =>
        Life(table.Kind, table.Name, table.Kind.Lifecycle!);

    private static IEnumerable<EventDefinition> Life(Kind kind, string name, FactSet facts) =>
        Life(kind, name, facts.Created, [facts.Updated], facts.Deleted);

    private static IEnumerable<EventDefinition> Life(
        Kind kind,
        string name,
        Fact created,
        IReadOnlyList<Fact> updated,
        Fact deleted,
        Func<HubEvent, HubEvent>? updatedSample = null
    ) =>
        [
            new($"{name}.created", [created], kind.ScopeOf(created), $"A {name} was created."),
            new($"{name}.updated", updated, kind.ScopeOf(updated[0]), $"A {name} changed.")
            {
                Sample = updatedSample ?? Same,
            },
            new($"{name}.deleted", [deleted], kind.ScopeOf(deleted), $"A {name} was deleted."),
        ];

    private static HubEvent Same(HubEvent sample) => sample;

    /// <summary>A change of status is one, too, and shows more.</summary>
    private static HubEvent Resolved(HubEvent sample) =>
        Kinds.SampleOf(TicketFacts.StatusChanged) with
        {
            Fact = sample.Fact,
        };

    private static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Choice("event", "The event's name.", [one.Name], _ => one.Name)
            .Instant("timestamp", "When it happened.", happened => happened.At)
            .Integer("org_id", "The organization's number.", happened => happened.OrganizationNumber)
            .Object("data", "The record right after it.", DataOf(one), happened => happened);

    private static Shape<HubEvent> DataOf(EventDefinition one) =>
        one.Kind is not { } kind ? CommonShapes.Ping
        : kind == TicketKinds.Ticket
            ? Changed(new Shape<HubEvent>().Spread(MokapenShapes.Ticket, CommonShapes.TicketOf))
        : Changed(new Shape<HubEvent>().Spread(kind.Shown, static happened => happened.Subject!));

    private static Shape<HubEvent> Changed(Shape<HubEvent> record) =>
        record.Spread(CommonShapes.ChangesAndIdentity, static happened => happened);

    private static void Sign(HttpRequestHeaders headers, in Sending sending)
    {
        headers.TryAddWithoutValidation("X-Mokapen-Event", sending.Event.Name);
        headers.TryAddWithoutValidation("X-Mokapen-Delivery", sending.Attempt.DeliveryId.ToString());
        HexSignature.Add(headers, Signature, sending);
    }
}
