using Hub.Delivery.Dialects;
using Hub.Errors;

namespace Hub.Webhooks;

/// <summary>
/// Which events a webhook of ticketing wants, as its clients say it: an entity and an action, where All stands for each of them.
/// The events' names are made of the two: <c>ticket.created</c> is what is created of the entity Ticket.
/// </summary>
internal sealed record EntityAction(string Entity, string Action)
{
    public const string Dialect = "ticketing";

    public const string All = "All";

    /// <summary>Nothing where a request names neither; what is left out is All.</summary>
    public static EntityAction? Of(string? entity, string? action) =>
        entity is null && action is null ? null : new(entity ?? All, action ?? All);

    /// <summary>The events in the order of the catalogue; none where the entity has no such action.</summary>
    public IReadOnlyList<string> EventsOf(Dialect dialect) =>
        [.. dialect.Events.Select(static one => one.Name).Where(Covers)];

    /// <summary>Says what is wrong with it.</summary>
    /// <param name="dialect">The webhook's; nothing when it is not known.</param>
    /// <param name="besideEvents">Whether the request names events, too.</param>
    public void Check(Dialect? dialect, bool besideEvents, FieldErrors errors)
    {
        if (errors.Has("entity") || errors.Has("action") || dialect is null)
            return;
        if (dialect.Name != Dialect)
            errors.Add(
                "entity",
                $"Only webhooks of the dialect {Dialect} take entity and action; name events instead."
            );
        else if (besideEvents)
            errors.Add("entity", "Name entity and action or the events, not both.");
        else if (EventsOf(dialect).Count == 0)
            errors.Add(
                "action",
                $"{Entity} has no action {Action}; it has {string.Join(", ", ActionsOf(dialect).Prepend(All))}."
            );
    }

    private bool Covers(string name) =>
        name.Split('.') is [var entity, var action]
        && (Entity == All || Entity.Equals(entity, StringComparison.OrdinalIgnoreCase))
        && (Action == All || Action == action);

    private IEnumerable<string> ActionsOf(Dialect dialect) =>
        (this with { Action = All }).EventsOf(dialect).Select(static name => name.Split('.')[1]).Distinct();
}
