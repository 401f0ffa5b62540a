using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Tickets;

/// <summary>
/// The timers of tickets' deadlines and alerts are messages of the queue, written by the commit that moves the earliest of them.
/// The ticket knows the one that is set; a message of any other is stale, and nothing comes of it.
/// </summary>
internal sealed class TicketTimers(
    IStore store,
    OptimisticWriter writer,
    IQueue queue,
    TicketSchedules schedules,
    TimeProvider clock
) : IQueueHandler
{
    private const string Lane = "ticket-timers/";

    private static readonly TimeSpan AfterACrowd = TimeSpan.FromSeconds(1);

    public string LanePrefix => Lane;

    /// <summary>What goes into the commit that sets the ticket's timer.</summary>
    public static QueueMessage Message(Ticket ticket, TicketTimer timer) =>
        new(
            $"ticket-timer-{timer.Id:N}",
            $"{Lane}{ticket.Organization}",
            timer.At,
            JsonSerializer.SerializeToUtf8Bytes(
                new DueTicket(ticket.Organization.Value, ticket.Id, timer.Id),
                TicketTimersJson.Default.DueTicket
            )
        );

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var due = JsonSerializer.Deserialize(message.Message.Body.Span, TicketTimersJson.Default.DueTicket)!;
        var organization = new OrganizationId(due.Organization);
        var terms = await schedules.ReadAnew(organization, cancellation);
        DateTimeOffset? early = null;
        var written = await writer.Change(
            TicketCommits.PlaceOf(store, organization, due.Ticket),
            async stored =>
            {
                var (ticket, now) = (stored.Value, clock.Now());
                early = null;
                if (ticket.Timer is not { } timer || timer.Id != due.Timer)
                    return Proposal<TicketChange>.Keep(new TicketChange(ticket));
                if (timer.At > now)
                {
                    // The clock was set back since the message was handed out.
                    early = timer.At;
                    return Proposal<TicketChange>.Keep(new TicketChange(ticket));
                }
                var gone = ticket.GoOff((await terms(ticket, cancellation)).Sla.Policy, now);
                var then = await terms(gone.State!.Ticket, cancellation);
                return TicketCommits.Propose(stored, gone.WithDeadlines(then, now));
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
internal sealed record DueTicket(Guid Organization, long Ticket, Guid Timer);

[JsonSerializable(typeof(DueTicket))]
[JsonSerializable(typeof(Recalculation))]
internal sealed partial class TicketTimersJson : JsonSerializerContext;
