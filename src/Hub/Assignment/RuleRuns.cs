using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Assignment;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;
using Hub.Workflows;

namespace Hub.Assignment;

/// <summary>
/// Looks at the rules once a ticket was created or updated, and does what they say in one commit. A line of the ticket's history
/// has the id of the event that they follow: however often the message comes, they follow it once.
/// </summary>
internal sealed class RuleRuns(
    IStore store,
    IQueue queue,
    TicketWork work,
    RuleBook book,
    AssigneeBook assignees,
    WorkflowBook workflows,
    RuleTally tally,
    TimeProvider clock
) : IQueueHandler
{
    /// <summary>So many problems of one run are told in the ticket's history.</summary>
    private const int MostTold = 5;

    private readonly KeyedLock balances = new();

    public string LanePrefix => RuleTriggers.Lane;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var due = JsonSerializer.Deserialize(message.Message.Body.Span, RuleRunsJson.Default.DueRules)!;
        var organization = new OrganizationId(due.Organization);
        var trigger = due.IsNew ? RuleTrigger.Created : RuleTrigger.Updated;
        var rules = (await book.Of(organization, cancellation)).Rules;
        var choosing = new Choosing(assignees, organization, store.NextId, cancellation);
        // Who has the fewest tickets is asked and acted on by one at a time.
        using var turn = rules.Any(one => one.Rule.Actions.Assign?.Method == AssignmentMethod.LeastLoaded)
            ? await balances.Take(organization, cancellation)
            : null;
        RuleRun? run;
        Written<TicketChange> written;
        var most = RuleChain.MostActs;
        // A ticket so large that not all of it fits into one commit gets what does.
        do
        {
            run = null;
            written = await work.Change(organization, due.Ticket, Follow, cancellation);
            most /= 2;
        } while (written.Obstacle is CommitResult.TooLarge && most > 0);
        var isTooLarge = written.Obstacle is CommitResult.TooLarge;
        if (run is not null && (written.Obstacle is null || isTooLarge))
            tally.Count(organization, run, written.Refusal, clock.Now());
        await queue.End(message, isTooLarge ? null : written.AgainAfterACrowd(clock));

        async ValueTask<Decision<TicketChange>> Follow(Ticket ticket)
        {
            var workflow = await workflows.Of(organization, cancellation);
            run = await RuleChain.Run(ticket, trigger, rules, choosing.Choose, workflow, clock.Now(), most);
            if (run.Acts == 0 || !await IsTold(ticket, due.Event, cancellation))
                return await Told(ticket, run, due.Event, cancellation);
            run = null;
            return new TicketChange(ticket);
        }
    }

    /// <summary>The run with its lines in the ticket's history: in their order, one with the event's id, then the problems.</summary>
    private async ValueTask<Decision<TicketChange>> Told(
        Ticket ticket,
        RuleRun run,
        Guid happened,
        CancellationToken cancellation
    )
    {
        var lines = run.Decision.State!.Timeline;
        // Lines of one instant stand in the order of their ids.
        var ids = lines.Skip(1).Select(one => one.Id).Append(happened).OrderBy(TimelineEntry.DocumentIdOf).ToList();
        var timeline = lines.Select((line, index) => line with { Id = ids[index] }).ToList();
        foreach (var (rule, problem) in run.Problems.Take(MostTold))
        {
            // Once a day is enough for what goes wrong at every change.
            var id = NamedGuid.Of(ticket.Uuid, $"rule:{rule.Id}:{problem.Code}:{problem.At:yyyy-MM-dd}");
            var kind = problem.Code is RuleProblems.Loop or RuleProblems.TooManyChanges
                ? TicketHistory.RuleStopped
                : TicketHistory.RuleFailed;
            if (!await IsTold(ticket, id, cancellation))
                timeline.Add(new TimelineEntry(id, kind, rule.Actor, problem.At, Detail: problem.Message));
        }
        return run.Decision.Then(change => change with { Timeline = timeline });
    }

    private async ValueTask<bool> IsTold(Ticket ticket, Guid id, CancellationToken cancellation) =>
        await store.Get(
            TicketDocuments.Timeline,
            ticket.Organization,
            Ticket.PartitionOf(ticket.Id),
            TimelineEntry.DocumentIdOf(id),
            cancellation
        )
            is not null;
}

/// <summary>What is to be looked at: which ticket's change, and which event told of it.</summary>
/// <param name="IsNew">The ticket was created, and not updated.</param>
internal sealed record DueRules(Guid Organization, long Ticket, bool IsNew, Guid Event);

[JsonSerializable(typeof(DueRules))]
internal sealed partial class RuleRunsJson : JsonSerializerContext;
