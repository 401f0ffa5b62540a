using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Sla;

/// <summary>
/// The timers of tickets' SLAs are messages of the queue, written by the commit that moves a deadline. The ticket knows the
/// one that is set; a message of any other is stale, and nothing comes of it.
/// </summary>
internal sealed class SlaTimers(IStore store, OptimisticWriter writer, IQueue queue, SlaRules rules, TimeProvider clock)
    : IQueueHandler
{
    private const string Lane = "sla/";

    private static readonly TimeSpan AfterACrowd = TimeSpan.FromSeconds(1);

    public string LanePrefix => Lane;

    /// <summary>What goes into the commit that sets the ticket's timer.</summary>
    public static QueueMessage Message(Ticket ticket, SlaTimer timer) =>
        new(
            $"sla-{timer.Id:N}",
            $"{Lane}{ticket.Organization}",
            timer.At,
            JsonSerializer.SerializeToUtf8Bytes(
                new DueSla(ticket.Organization.Value, ticket.Id, timer.Id),
                SlaTimersJson.Default.DueSla
            )
        );

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var due = JsonSerializer.Deserialize(message.Message.Body.Span, SlaTimersJson.Default.DueSla)!;
        var organization = new OrganizationId(due.Organization);
        var terms = await rules.ReadAnew(organization, cancellation);
        DateTimeOffset? early = null;
        var written = await writer.Change(
            TicketCommits.PlaceOf(store, organization, due.Ticket),
            async stored =>
            {
                var (ticket, now) = (stored.Value, clock.Now());
                early = null;
                if (ticket.Sla?.Timer is not { } timer || timer.Id != due.Timer)
                    return Proposal<TicketChange>.Keep(new TicketChange(ticket));
                if (timer.At > now)
                {
                    // The clock was set back since the message was handed out.
                    early = timer.At;
                    return Proposal<TicketChange>.Keep(new TicketChange(ticket));
                }
                var escalated = ticket.Escalate((await terms(ticket, cancellation)).Policy, now);
                if (escalated.IsRefused)
                    escalated = new TicketChange(ticket);
                var decision = escalated.UnderSla(await terms(escalated.State!.Ticket, cancellation), now);
                return TicketCommits.Propose(stored, decision);
            },
            cancellation
        );
        // Written by a crowd at the same time: the deadline is as due a moment later.
        if (written.Obstacle is not null)
            early = clock.GetUtcNow() + AfterACrowd;
        if (early is { } at)
            await queue.RetryAt(message, at, CancellationToken.None);
        else
            await queue.Complete(message, CancellationToken.None);
    }
}

/// <summary>What a timer says: which ticket's, and which timer it is.</summary>
internal sealed record DueSla(Guid Organization, long Ticket, Guid Timer);

[JsonSerializable(typeof(DueSla))]
[JsonSerializable(typeof(Recalculation))]
internal sealed partial class SlaTimersJson : JsonSerializerContext;
