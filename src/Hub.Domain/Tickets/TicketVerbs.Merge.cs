using Hub.Domain.Events;

namespace Hub.Domain.Tickets;

/// <summary>Both sides of a merge. The target is written first: it is what a repeat can tell a half-done merge by.</summary>
public sealed record TicketMerge(TicketChange Target, TicketChange Source);

public static partial class TicketVerbs
{
    /// <summary>
    /// Closes the source and points it at the target. A target that lists the source already is left as it is, so that
    /// a merge cut short after its first step is completed by repeating it.
    /// </summary>
    public static Decision<TicketMerge> MergeInto(this Ticket source, Ticket target, Actor actor, DateTimeOffset now)
    {
        if (source.Id == target.Id)
            return Refusal.Invalid("merge_into_self", "A ticket cannot be merged into itself.", "merge_into_id");
        if (RefuseWhenMerged(source) is { } merged)
            return merged;

        var begun = target.MergedTicketIds.Contains(source.Id);
        if (RefuseTarget(target, begun) is { } refused)
            return refused;
        // Two tickets on their way into each other: the newer one goes into the older one.
        if (source.MergedTicketIds.Contains(target.Id) && !(begun && source.Id > target.Id))
            return Refusal.Conflict("merge_crossed", $"{target.Code} is being merged into {source.Code} already.");

        var next = source.WithStatus(TicketStatus.Closed, now).Touched(actor, now) with
        {
            MergedIntoId = target.Id,
            MergedTicketIds = [.. source.MergedTicketIds.Where(id => id != target.Id)],
        };
        var changes = TicketDifferences.Between(source, next);
        var closed = new TicketChange(next)
        {
            Timeline = [Entry(TicketHistory.Merged, actor, now) with { Changes = changes, TicketId = target.Id }],
        };
        return Decision<TicketMerge>.Accept(
            new TicketMerge(begun ? new TicketChange(target) : Receive(target, source, actor, now), closed),
            Happened(TicketFacts.Merged, next, actor, now) with
            {
                Changes = changes,
            }
        );
    }

    private static TicketChange Receive(Ticket target, Ticket source, Actor actor, DateTimeOffset now) =>
        new(target.Touched(actor, now) with { MergedTicketIds = [.. target.MergedTicketIds, source.Id] })
        {
            Timeline =
            [
                new TimelineEntry(
                    NamedGuid.Of(target.Uuid, $"merged_from:{source.Uuid}"),
                    TicketHistory.MergedFrom,
                    actor,
                    now,
                    TicketId: source.Id
                ),
            ],
        };

    private static Refusal? RefuseTarget(Ticket target, bool begun) =>
        target.MergedIntoId is { } other
            ? Refusal.Conflict(
                "merge_target_merged",
                $"{target.Code} was itself merged into ticket {other}; merge into that one."
            )
        : target.MergedTicketIds.Count >= TicketBounds.MostMerged && !begun
            ? Refusal.Conflict(
                "limit_reached",
                $"{target.Code} has {TicketBounds.MostMerged} merged tickets already, which is the limit."
            )
        : target.Status == TicketStatus.Closed && !begun
            ? Refusal.Conflict("merge_target_closed", $"{target.Code} is closed; merge into a ticket that is not.")
        : null;
}
