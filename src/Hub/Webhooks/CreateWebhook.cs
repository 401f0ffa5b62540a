using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Tickets;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>A wish to be told of events.</summary>
/// <example>
/// {"url": "https://receiver.example.com/hooks/tickets", "events": ["ticket.created", "ticket.status_changed"],
/// "dialect": "tiketti", "name": "Tickets to the data warehouse"}
/// </example>
[RefusesUnknown]
internal sealed record CreateWebhook
{
    /// <summary>The HTTPS address that receives events. What follows the first segment of its path is never shown again.</summary>
    /// <example>https://receiver.example.com/hooks/tickets</example>
    [Required, MaxLength(8192), Url]
    public string? Url { get; init; }

    /// <summary>The names of the events to receive, from the catalogue of the dialect; a single * stands for all of them.</summary>
    /// <example>["ticket.created", "ticket.status_changed"]</example>
    [Required, Length(1, 100)]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>What deliveries are signed with. Left out, the hub makes one and shows it once.</summary>
    [Length(1, 255), Verbatim]
    public string? Secret { get; init; }

    /// <summary>Whether it receives events; true when left out.</summary>
    [DefaultValue(true)]
    public bool? Active { get; init; }

    /// <summary>A name to recognise it by.</summary>
    /// <example>Tickets to the data warehouse</example>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }

    /// <summary>The contract that deliveries follow; tiketti when left out.</summary>
    /// <example>tiketti</example>
    [DialectName, DefaultValue("tiketti")]
    public string? Dialect { get; init; }

    /// <summary>Narrows it to some tickets.</summary>
    public WebhookFilters? Filters { get; init; }

    /// <summary>Extra headers for every delivery, User-Agent among them. Their values are not shown again.</summary>
    [MaxLength(20)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}

/// <summary>Which tickets a webhook is told of. Lists that are empty or left out do not narrow.</summary>
internal sealed record WebhookFilters
{
    /// <summary>So many values each list has at most.</summary>
    public const int MostValues = 100;

    /// <summary>Tickets of any of these departments.</summary>
    [IdOf("department"), MaxLength(MostValues)]
    public IReadOnlyList<long>? DepartmentId { get; init; }

    /// <summary>Tickets of any of these priorities.</summary>
    [MaxLength(MostValues)]
    public IReadOnlyList<TicketPriority>? Priority { get; init; }

    /// <summary>Tickets with any of these tags.</summary>
    [Length(0, MostValues), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? Tag { get; init; }

    /// <summary>Tickets of any of these assignees.</summary>
    [IdOf("agent"), MaxLength(MostValues)]
    public IReadOnlyList<long>? AssigneeId { get; init; }
}
