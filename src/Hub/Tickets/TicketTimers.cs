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

    /// <summary>The timer that the message is; nothing where it is another one.</summary>
    public static DueTicket? Read(QueueMessage message) =>
        message.Lane.StartsWith(Lane, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize(message.Body.Span, TicketTimersJson.Default.DueTicket)
            : null;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation) =>
        await queue.End(message, await GoOff(Read(message.Message)!, cancellation));

    /// <summary>The time has come. Answers when to try again, where that is to be.</summary>
    public async Task<DateTimeOffset?> GoOff(DueTicket due, CancellationToken cancellation)
    {
        var organization = new OrganizationId(due.Organization);
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
                // By what the store says now; a message that is stale costs none of it.
                var terms = await schedules.ReadAnew(organization, cancellation);
                var gone = ticket.GoOff((await terms(ticket, cancellation)).Sla.Policy, now);
                var then = await terms(gone.State!.Ticket, cancellation);
                return TicketCommits.Propose(stored, gone.WithDeadlines(then, now));
            },
            cancellation
        );
        return written.AgainAfterACrowd(clock) ?? early;
    }
}

/// <summary>What a timer says: which ticket's, and which timer it is.</summary>
internal sealed record DueTicket(Guid Organization, long Ticket, Guid Timer);

[JsonSerializable(typeof(DueTicket))]
[JsonSerializable(typeof(Recalculation))]
internal sealed partial class TicketTimersJson : JsonSerializerContext;
