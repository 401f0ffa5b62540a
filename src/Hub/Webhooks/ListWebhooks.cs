using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Webhooks;

/// <summary>Which webhooks to list.</summary>
internal sealed record ListWebhooks
{
    /// <summary>Only those that receive (true) or do not receive (false) events.</summary>
    [FromQuery(Name = "active")]
    public bool? Active { get; init; }

    /// <summary>Only those of this dialect.</summary>
    [FromQuery(Name = "dialect")]
    public string? Dialect { get; init; }

    /// <summary>Only those that name this event.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>The page, from 1.</summary>
    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    /// <summary>Webhooks per page, 1 to 100; 25 when left out.</summary>
    [FromQuery(Name = "per_page")]
    public int? PerPage { get; init; }

    public (Paging Paging, Filter Filter) Read(FieldErrors errors)
    {
        var conditions = new List<Filter>();
        var isActive = Filter.Equal("state", FieldValue.Text(SubscriptionState.Active.Name()));
        if (Active is { } active)
            conditions.Add(active ? isActive : new Filter.Not(isActive));
        if (Dialect is not null)
            conditions.Add(Filter.Equal("dialect", FieldValue.Text(Dialect)));
        if (Event is not null)
            conditions.Add(Filter.Has("events", Event));
        return (Paging.Read(Page, PerPage, errors), Filter.AllOf(conditions));
    }
}
