using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.Alerts;

/// <summary>What can be done with alerts of a ticket: raise, resolve and delete them. A merged ticket takes none of it.</summary>
public static class RaisedAlertVerbs
{
    /// <param name="draft">With its number and what somebody said of it.</param>
    public static Decision<RaisedAlert> Raise(this Ticket ticket, RaisedAlert draft, Actor actor, DateTimeOffset now)
    {
        if (ticket.RefuseWhenMerged() is { } merged)
            return merged;
        var alert = (draft with { RaisedBy = actor }).BelongTo(ticket, now);
        return Decision<RaisedAlert>.Accept(
            alert,
            RaisedAlertKinds.Alert.Tell(RaisedAlertKinds.Raised, alert, ticket, actor, now)
        );
    }

    /// <summary>Says that it has been looked at; one that is resolved stays as it is.</summary>
    public static Decision<RaisedAlert> Resolve(
        this RaisedAlert alert,
        Ticket ticket,
        Actor actor,
        DateTimeOffset now
    ) =>
        ticket.RefuseWhenMerged() is { } merged ? merged
        : alert.ResolvedAt is not null ? alert
        : alert with { ResolvedAt = now, ResolvedBy = actor, UpdatedAt = now };

    public static Decision<RaisedAlert> Remove(this RaisedAlert alert, Ticket ticket) =>
        ticket.RefuseWhenMerged() is { } merged ? merged : alert;
}
