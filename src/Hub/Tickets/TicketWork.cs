using Hub.Assignment;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Surveys;
using Hub.Tickets.Links;
using Hub.Tickets.Parts;
using Hub.Tickets.Subtickets;
using Hub.Wire;
using Microsoft.Extensions.Options;

namespace Hub.Tickets;

/// <summary>
/// Load, decide, commit. Without <c>If-Match</c> the last write wins: whoever was overtaken decides again on what is
/// there now.
/// </summary>
internal sealed class TicketWork(
    IStore store,
    OptimisticWriter writer,
    TicketSchedules schedules,
    Surveying surveying,
    RuleTriggers rules,
    TimeProvider clock,
    IOptions<LimitOptions> limits
)
{
    public Task<Written<TicketChange>> Change(
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Ticket, Decision<TicketChange>> decide,
        CancellationToken cancellation
    ) =>
        writer.Change(
            PlaceOf(http, organization, id),
            async stored => await Propose(stored, decide(stored.Value), cancellation),
            cancellation
        );

    /// <summary>A change that nobody asked for with a request.</summary>
    public Task<Written<TicketChange>> Change(
        OrganizationId organization,
        long id,
        Func<Ticket, ValueTask<Decision<TicketChange>>> decide,
        CancellationToken cancellation
    ) =>
        writer.Change(
            TicketCommits.PlaceOf(store, organization, id),
            async stored => await Propose(stored, await decide(stored.Value), cancellation),
            cancellation
        );

    /// <summary>What is not a change of the ticket alone.</summary>
    public Task<Written<T>> Change<T>(
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Stored<Ticket>, ValueTask<Proposal<T>>> propose,
        CancellationToken cancellation
    ) => writer.Change(PlaceOf(http, organization, id), propose, cancellation);

    private Place<Ticket> PlaceOf(HttpContext http, OrganizationId organization, long id) =>
        TicketCommits.PlaceOf(store, organization, id).AsAskedBy(http);

    /// <summary>What was decided, with all that follows from it.</summary>
    /// <param name="beside">What else of the ticket's partition is written in the same step.</param>
    public async ValueTask<Proposal<TicketChange>> Propose(
        Stored<Ticket> stored,
        Decision<TicketChange> decision,
        CancellationToken cancellation,
        IReadOnlyList<Change>? beside = null
    )
    {
        if (!decision.IsRefused && decision.State.HasEffect && Full(stored.Value, decision.State) is { } full)
            return full;
        var proposed = TicketCommits.Propose(stored, await WithDeadlines(decision, cancellation));
        if (proposed.Commit is not { } commit)
            return proposed;
        var asking = await surveying.AskIn(commit, cancellation);
        return await rules.Follow(
            Proposal<TicketChange>.Write(
                proposed.Value!,
                beside is null ? asking : asking with { Changes = [.. asking.Changes, .. beside] }
            ),
            cancellation
        );
    }

    /// <summary>What was decided, with what becomes of the ticket's deadlines by it.</summary>
    public async ValueTask<Decision<TicketChange>> WithDeadlines(
        Decision<TicketChange> decision,
        CancellationToken cancellation
    ) =>
        decision.IsRefused
            ? decision
            : decision.WithDeadlines(await schedules.For(decision.State.Ticket, cancellation), clock.Now());

    /// <summary>A ticket gathers replies and history up to a limit; deleting is always possible.</summary>
    public Refusal? Full(Ticket ticket, TicketChange change) =>
        change.Removed is not null ? null
        : change.Added is not null && ticket.ReplyCount + ticket.NoteCount >= limits.Value.RepliesPerTicket
            ? RecordLimits.Reached(limits.Value.RepliesPerTicket, "replies and notes on the ticket")
        : ticket.HistoryCount + change.Timeline.Count > limits.Value.HistoryPerTicket
            ? RecordLimits.Reached(limits.Value.HistoryPerTicket, "lines in the history of the ticket")
        : null;
}

internal static class TicketSetup
{
    public static void AddTickets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TicketWork>();
        builder.Services.AddSingleton<TicketPartWork>();
        builder.Services.AddSingleton<TicketSchedules>();
        builder.Services.AddSingleton<IQueueHandler, TicketTimers>();
        builder.Services.AddSingleton<IQueueHandler, TicketRecalculation>();
        builder.Services.AddSingleton<TicketLinkBook>();
        builder.Services.AddSingleton<SubticketBook>();
    }
}
