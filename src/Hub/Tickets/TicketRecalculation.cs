using System.Text.Json;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Reports;
using Hub.Wire;

namespace Hub.Tickets;

/// <summary>
/// Has the open tickets follow terms that have changed: a policy, a calendar, alerts, the company of whoever asks. It is a message of
/// the commit that changes them, and goes through the tickets in steps, each a message of its own.
/// </summary>
internal sealed class TicketRecalculation(
    IStore store,
    OptimisticWriter writer,
    IQueue queue,
    TicketSchedules schedules,
    ReportBook reports,
    TimeProvider clock
) : IQueueHandler
{
    private const string Lane = "ticket-terms/";

    private const int TicketsPerStep = 200;

    /// <summary>By then every hub has heard of the change, and what was written by the old terms meanwhile is seen.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public string LanePrefix => Lane;

    /// <summary>What goes into the commit that changes the terms.</summary>
    /// <param name="contact">Only the tickets of this contact; all when absent.</param>
    public static IReadOnlyList<QueueMessage> Of(
        OrganizationId organization,
        DateTimeOffset now,
        long? contact = null
    ) =>
        [
            Message(new Recalculation(organization.Value, contact, 0), now),
            Message(new Recalculation(organization.Value, contact, 0), now + Again),
        ];

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var step = JsonSerializer.Deserialize(message.Message.Body.Span, TicketTimersJson.Default.Recalculation)!;
        var organization = new OrganizationId(step.Organization);
        var terms = await schedules.ReadAnew(organization, cancellation);
        var page = await store.Query(TicketDocuments.Ticket, organization, Open(step), cancellation);
        foreach (var found in page.Items)
            await writer.Change(
                TicketCommits.PlaceOf(store, organization, found.Value.Id),
                async stored =>
                {
                    Decision<TicketChange> same = new TicketChange(stored.Value);
                    return TicketCommits.Propose(
                        stored,
                        same.WithDeadlines(await terms(stored.Value, cancellation), clock.Now())
                    );
                },
                cancellation
            );
        // A target that was met before there was one is met without an event.
        await reports.Count(organization, page.Items.Select(static one => one.Value.Id), 0, cancellation);
        if (page.Items.Count == TicketsPerStep)
            await queue.Enqueue(
                [Message(step with { After = page.Items[^1].Value.Id }, clock.GetUtcNow())],
                cancellation
            );
        await queue.Complete(message, CancellationToken.None);
    }

    private static Query Open(Recalculation step)
    {
        var conditions = new List<Filter>
        {
            // A resolved ticket whose clock runs on, as its workflow says, has a deadline still.
            Filter.AnyOf([
                new Filter.In(
                    "status",
                    [
                        .. new[] { TicketStatus.Open, TicketStatus.OnHold, TicketStatus.Pending }.Select(one =>
                            FieldValue.Text(one.Name())
                        ),
                    ]
                ),
                Filter.AllOf([
                    Filter.Equal("status", FieldValue.Text(TicketStatus.Resolved.Name())),
                    new Filter.Present("sla_due_at"),
                ]),
            ]),
            new Filter.Compare("id", Comparison.Greater, FieldValue.Integer(step.After)),
        };
        if (step.Contact is { } contact)
            conditions.Add(Filter.Equal("requester_id", FieldValue.Integer(contact)));
        return new Query
        {
            Filter = Filter.AllOf(conditions),
            Sort = [new Sort("id")],
            Limit = TicketsPerStep,
        };
    }

    private static QueueMessage Message(Recalculation step, DateTimeOffset due) =>
        new(
            $"ticket-terms-{Guid.CreateVersion7(due):N}",
            $"{Lane}{step.Organization}",
            due,
            JsonSerializer.SerializeToUtf8Bytes(step, TicketTimersJson.Default.Recalculation)
        );
}

/// <summary>A step: the open tickets after this number, of all or of one contact.</summary>
internal sealed record Recalculation(Guid Organization, long? Contact, long After);
