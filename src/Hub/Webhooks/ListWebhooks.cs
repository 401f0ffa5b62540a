using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Webhooks;

/// <summary>Which webhooks to list.</summary>
internal record ListWebhooks
{
    public const string Newest = "-created_at";

    /// <summary>Only those that receive (true) or do not receive (false) events.</summary>
    [FromQuery(Name = "active")]
    public bool? Active { get; init; }

    /// <summary>Only those that stand there.</summary>
    [FromQuery(Name = "status"), AllowedValues("active", "disabled", "failed", "ended")]
    public string? Status { get; init; }

    /// <summary>Only those whose deliveries follow this dialect.</summary>
    [FromQuery(Name = "dialect"), DialectName]
    public string? Dialect { get; init; }

    /// <summary>Only those that name this event.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>In which order; a minus before the field is descending. By name, those without one come after the others, or before them.</summary>
    [
        FromQuery(Name = "sort"),
        AllowedValues("created_at", "-created_at", "name", "-name", "dialect", "-dialect", "status", "-status"),
        DefaultValue(Newest)
    ]
    public virtual string? Sort { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many webhooks a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public virtual (Paging Paging, Filter Filter) Read(FieldErrors errors)
    {
        var conditions = new List<Filter>();
        var states = Enum.GetValues<SubscriptionState>().Select(static one => one.Name()).ToList();
        if (Status is not null && !states.Contains(Status))
            errors.Add("status", $"Must be one of: {string.Join(", ", states)}.");
        if (Status is not null)
            conditions.Add(Filter.Equal("state", FieldValue.Text(Status)));
        var isActive = Filter.Equal("state", FieldValue.Text(SubscriptionState.Active.Name()));
        if (Active is { } active)
            conditions.Add(active ? isActive : new Filter.Not(isActive));
        if (Dialect is not null)
            conditions.Add(Filter.Equal("dialect", FieldValue.Text(Dialect)));
        if (Event is not null)
            conditions.Add(Filter.Has("events", Event));
        return (Paging.Read(Page, PerPage, errors), Filter.AllOf(conditions));
    }

    public Sort ReadSort(FieldErrors errors)
    {
        var (sort, fields) = (Sort ?? Newest, (string[])["created_at", "name", "dialect", "status"]);
        var field = sort.TrimStart('-');
        if (!fields.Contains(field))
            errors.Add("sort", $"Must be one of {string.Join(", ", fields)}, or one of them after a minus.");
        return new Sort(field == "status" ? "state" : field, Descending: sort.StartsWith('-'));
    }
}
