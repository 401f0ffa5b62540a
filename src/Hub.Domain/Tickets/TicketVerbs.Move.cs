using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>A move to another status, with what is said about it.</summary>
public sealed record NewMove(string TargetId)
{
    public string? Resolution { get; init; }

    /// <summary>A reply or note that is added in the same step.</summary>
    public NewReply? Comment { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? AdditionalKeys { get; init; }
}

public static partial class TicketVerbs
{
    /// <summary>
    /// Takes a way of the workflow. A ticket that is there already is left as it is, so that a repeat says nothing twice.
    /// </summary>
    public static Decision<TicketChange> Move(
        this Ticket ticket,
        NewMove move,
        Workflow workflow,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (RefuseWhenMerged(ticket) is { } merged)
            return merged;
        if (workflow.Find(move.TargetId) is not { } target)
            return Refusal.Invalid(
                "validation_failed",
                $"There is no such status; there are {string.Join(", ", workflow.Statuses.Select(one => one.Id))}.",
                "target_id"
            );
        var from = workflow.Of(ticket);
        if (from == target)
            return new TicketChange(ticket);
        if (TicketTransitions.Check(ticket, target, workflow) is { } refused)
            return refused;
        if (WhyNot(move, workflow.Between(from, target)!, target, workflow) is { } wrong)
            return wrong;

        var said = move.Comment is { } comment
            ? ticket.AddReply(comment, actor, now, workflow)
            : new TicketChange(ticket);
        if (said.IsRefused)
            return said;
        var next = said.State.Ticket.At(target.Category, target.Id, now).Touched(actor, now);
        next = next with
        {
            Resolution = move.Resolution ?? next.Resolution,
            AdditionalKeys = move.AdditionalKeys is { Count: > 0 } given ? given : next.AdditionalKeys,
        };
        var changes = TicketDifferences.Between(said.State.Ticket, next);
        return Decision<TicketChange>.Accept(
            said.State with
            {
                Ticket = next,
                Timeline = [.. said.State.Timeline, .. TicketHistory.Of(changes, actor, now)],
            },
            [
                .. said.Events.Select(one => one.Showing(next)),
                .. FactsOf(ticket, next, changes, workflow, actor, now, move),
            ]
        );
    }

    private static Refusal? WhyNot(NewMove move, WorkflowTransition way, WorkflowStatus target, Workflow workflow)
    {
        if (move.Resolution is null && way.RequiresResolution)
            return Wrong("This way wants a resolution.", "resolution");
        if (move.Resolution is not null && !Workflow.TakesResolution(target))
            return Wrong("Only a way to a resolved or closed status takes a resolution.", "resolution");
        if (move.Resolution is { } given && workflow.Resolutions is { Count: > 0 } known && !known.Contains(given))
            return Wrong($"Must be one of {string.Join(", ", known)}.", "resolution");
        if (move.Comment is null && way.RequiresComment)
            return Wrong("This way wants a comment.", "comment");
        return move.AdditionalKeys?.Keys.FirstOrDefault(key => !way.AdditionalKeys.Contains(key)) is { } other
            ? Wrong(
                way.AdditionalKeys.Count == 0
                    ? "This way takes no additional keys."
                    : $"This way takes {string.Join(", ", way.AdditionalKeys)}.",
                $"additional_keys.{other}"
            )
            : null;

        static Refusal Wrong(string message, string field) => Refusal.Invalid("validation_failed", message, field);
    }

    /// <summary>
    /// What follows from another status. It is resolved when it comes to be, and once more when it then comes to a status that
    /// stops its SLA.
    /// </summary>
    private static IEnumerable<HubEvent> FactsOfMove(
        Ticket before,
        Ticket ticket,
        IReadOnlyList<FieldChange> changes,
        StatusMove move,
        Actor actor,
        DateTimeOffset now
    )
    {
        yield return Happened(TicketFacts.StatusChanged, ticket, actor, now) with
        {
            Changes = changes,
            Move = move,
        };
        if (
            ticket.Status == TicketStatus.Resolved
            && (before.Status != TicketStatus.Resolved || (move.To.StopsSla && !move.From.StopsSla))
        )
            // The status change has told the comment.
            yield return Happened(TicketFacts.Resolved, ticket, actor, now) with
            {
                Move = move with { Comment = null },
            };
        if (ticket.Status == TicketStatus.Closed && before.Status != TicketStatus.Closed)
            yield return Happened(TicketFacts.Closed, ticket, actor, now);
    }

    private static StatusMove MoveOf(Ticket before, Ticket ticket, Workflow workflow, NewMove? move)
    {
        var (from, to) = (workflow.Of(before), workflow.Of(ticket));
        return new StatusMove(from, to, workflow.Between(from, to)?.Label)
        {
            Resolution = ticket.Resolution,
            Comment = move?.Comment?.Body,
            AdditionalKeys = move?.AdditionalKeys is { Count: > 0 } given ? given : null,
        };
    }
}
