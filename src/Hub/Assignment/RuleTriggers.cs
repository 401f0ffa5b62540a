using System.Text.Json;
using Hub.Domain.Assignment;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Assignment;

/// <summary>
/// Has rules follow what happens to tickets: the commit that creates or updates one has a message in it, where a rule wants to
/// know. What rules do is followed by none: they go on among themselves, in one step.
/// </summary>
internal sealed class RuleTriggers(RuleBook book)
{
    public const string Lane = "assignment-rules/";

    /// <summary>The commit with the message in it.</summary>
    public async ValueTask<Commit> Follow(Commit commit, CancellationToken cancellation)
    {
        if (TriggerIn(commit.Events) is not ({ } happened, var trigger))
            return commit;
        var rules = await book.Of(commit.Organization, cancellation);
        return rules.Hear(trigger) ? commit with { Timers = [.. commit.Timers, Message(happened, trigger)] } : commit;
    }

    /// <summary>The same of a change that may come to no commit.</summary>
    public async ValueTask<Proposal<TicketChange>> Follow(
        Proposal<TicketChange> proposal,
        CancellationToken cancellation
    ) =>
        proposal.Commit is { } commit
            ? Proposal<TicketChange>.Write(proposal.Value!, await Follow(commit, cancellation))
            : proposal;

    private static (HubEvent Happened, RuleTrigger Trigger)? TriggerIn(IReadOnlyList<HubEvent> events)
    {
        foreach (var one in events)
            if (one.Actor.Kind == Actor.Rule)
                return null;
            else if (one.Fact == TicketFacts.Created)
                return (one, RuleTrigger.Created);
            else if (one.Fact == TicketFacts.Updated)
                return (one, RuleTrigger.Updated);
        return null;
    }

    private static QueueMessage Message(HubEvent happened, RuleTrigger trigger) =>
        new(
            $"assignment-rules-{happened.Id:N}",
            $"{Lane}{happened.Organization}",
            happened.At,
            JsonSerializer.SerializeToUtf8Bytes(
                new DueRules(
                    happened.Organization.Value,
                    happened.About<Ticket>()!.Id,
                    trigger == RuleTrigger.Created,
                    happened.Id
                ),
                RuleRunsJson.Default.DueRules
            )
        );
}
