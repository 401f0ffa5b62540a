using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.TimeEntries;

/// <summary>What can be done with time that is worked on a ticket. A closed ticket takes it: it is logged afterwards; a merged one does not.</summary>
public static class TimeEntryVerbs
{
    /// <param name="draft">With its number and what somebody said of it.</param>
    public static Decision<TimeEntry> LogTime(this Ticket ticket, TimeEntry draft, Actor actor, DateTimeOffset now)
    {
        if (ticket.RefuseWhenMerged() is { } merged)
            return merged;
        var entry = draft.BelongTo(ticket, now);
        return Decision<TimeEntry>.Accept(entry, Tell(TimeEntryKinds.Facts.Created, entry, ticket, actor, now));
    }

    /// <param name="wanted">As it is to be; where that is as it is, nothing happens.</param>
    public static Decision<TimeEntry> Change(
        this TimeEntry entry,
        TimeEntry wanted,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (ticket.RefuseWhenMerged() is { } merged)
            return merged;
        if (wanted == entry)
            return entry;
        var changed = wanted with { UpdatedAt = now };
        return Decision<TimeEntry>.Accept(
            changed,
            Tell(TimeEntryKinds.Facts.Updated, changed, ticket, actor, now) with
            {
                Changes = TimeEntryKinds.TimeEntry.Differences(entry, changed),
            }
        );
    }

    public static Decision<TimeEntry> Remove(this TimeEntry entry, Ticket ticket, Actor actor, DateTimeOffset now) =>
        ticket.RefuseWhenMerged() is { } merged
            ? merged
            : Decision<TimeEntry>.Accept(entry, Tell(TimeEntryKinds.Facts.Deleted, entry, ticket, actor, now));

    private static HubEvent Tell(Fact fact, TimeEntry entry, Ticket ticket, Actor actor, DateTimeOffset now) =>
        TimeEntryKinds.TimeEntry.Tell(fact, entry, ticket, actor, now);
}
