using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Webhooks;

/// <summary>Which events to list.</summary>
internal sealed record ListWebhookEvents
{
    /// <summary>Only those of this dialect, as in tiketti.</summary>
    [FromQuery(Name = "dialect"), DialectName]
    public string? Dialect { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many events a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public (Paging Paging, IReadOnlyList<Dialect> Dialects) Read(DialectCatalogue dialects, FieldErrors errors)
    {
        var chosen = dialects.All.Where(one => Dialect is null || one.Name == Dialect).ToList();
        if (chosen.Count == 0)
            errors.Add("dialect", $"Must be one of: {string.Join(", ", dialects.All.Select(one => one.Name))}.");
        return (Paging.Read(Page, PerPage, errors), chosen);
    }
}

/// <summary>An event that a webhook may name.</summary>
internal sealed record WebhookEventResponse
{
    /// <summary>Its name in the dialect, as a webhook's events take it.</summary>
    public required string Name { get; init; }

    /// <summary>The dialect it belongs to.</summary>
    [DialectName]
    public required string Dialect { get; init; }

    /// <summary>What has happened, in the hub's own words: the same for every dialect's name of it.</summary>
    /// <example>ticket_created</example>
    public required string Fact { get; init; }

    /// <summary>All that it stands for, where a dialect has one name for several things that happen; fact is the first.</summary>
    /// <example>["ticket_created"]</example>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>When it is sent, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether anything fires it yet. One that nothing fires may be subscribed to, and is told once something does.</summary>
    public required bool Fired { get; init; }

    /// <summary>The scope that a token must carry to be told of it.</summary>
    [ScopeName]
    public required string Scope { get; init; }

    /// <summary>A payload of it, as a receiver would get it.</summary>
    public required JsonElement Sample { get; init; }

    /// <summary>The JSON Schema that every payload of it fits.</summary>
    public required JsonElement Schema { get; init; }

    public static WebhookEventResponse Of(Dialect dialect, EventDefinition one) =>
        new()
        {
            Name = one.Name,
            Dialect = dialect.Name,
            Fact = one.Facts[0].ToString(),
            Facts = [.. one.Facts.Select(fact => fact.ToString())],
            Description = one.Description,
            Fired = one.IsFired,
            Scope = one.Scope,
            Sample = dialect.SampleOf(one),
            Schema = dialect.SchemaOf(one),
        };
}
