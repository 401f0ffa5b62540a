using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Sla;
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
internal sealed record CreateWebhook : IHasRules
{
    /// <summary>The HTTPS address that receives events. What follows the first segment of its path is never shown again.</summary>
    /// <example>https://receiver.example.com/hooks/tickets</example>
    [Required, MaxLength(8192), Url]
    public string? Url { get; init; }

    /// <summary>
    /// The names of the events to receive, from the catalogue of the dialect; a single * stands for all of them. Required unless
    /// entity or action say which.
    /// </summary>
    /// <example>["ticket.created", "ticket.status_changed"]</example>
    [Length(1, 100)]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>
    /// In the dialect ticketing, in place of events: what is to be told of. All when only the action is given.
    /// </summary>
    [AllowedValues("All", "Ticket", "Alert", "Comment", "Attachment")]
    public string? Entity { get; init; }

    /// <summary>In the dialect ticketing: what happens to the entity. All when only the entity is given.</summary>
    [AllowedValues(
        "All",
        "created",
        "updated",
        "status_changed",
        "resolved",
        "assigned",
        "sla_frt_breached",
        "sla_frt_escalated",
        "sla_rt_breached",
        "sla_rt_escalated",
        "expected_date",
        "idle",
        "added",
        "archived",
        "deleted"
    )]
    public string? Action { get; init; }

    /// <summary>What deliveries are signed with. Left out, the hub makes one and shows it once.</summary>
    [Length(1, 255), Verbatim]
    public string? Secret { get; init; }

    /// <summary>Whether it receives events; true when left out.</summary>
    [DefaultValue(true)]
    public bool? Active { get; init; }

    /// <summary>The same as active, as clients of ticketing say it.</summary>
    public bool? Enabled { get; init; }

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

    /// <summary>
    /// What the receiver reads, in place of the dialect's bodies: a card for teams, blocks for slack, and so on. The bytes are
    /// signed as the dialect signs. Left out, the dialect's own bodies are sent.
    /// </summary>
    /// <example>teams</example>
    [TargetName]
    public string? Target { get; init; }

    /// <summary>
    /// The template that makes the target's messages: a shipped one by its name, or one of your own. Events that it is not for
    /// are written with the shipped ones, as all are when it is left out.
    /// </summary>
    /// <example>teams-tickets-compact</example>
    [Length(1, 100)]
    public string? TemplateId { get; init; }

    /// <summary>The time zone that the target's messages write dates in; UTC when left out.</summary>
    /// <example>Europe/Berlin</example>
    [MaxLength(100), KnownTimeZone]
    public string? TimeZone { get; init; }

    /// <summary>The language that the target's messages write dates in; en when left out.</summary>
    [TemplateLanguage]
    public string? Language { get; init; }

    /// <summary>Gathers events into one message of the target. Left out, each event is a message.</summary>
    public WebhookDigest? Digest { get; init; }

    /// <summary>Extra headers for every delivery, User-Agent among them. Their values are not shown again.</summary>
    [MaxLength(20)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether its first delivery ends it; flows alone say so.</summary>
    internal bool IsOnce { get; init; }

    /// <summary>Whether it waits, ended, for its flow to come back; flows alone say so.</summary>
    internal bool CatchesUp { get; init; }

    /// <summary>What it is to be told of, where the request says that by entity and action.</summary>
    internal EntityAction? EntityAction => EntityAction.Of(Entity, Action);

    /// <summary>Whether it is to be made disabled.</summary>
    internal bool IsToBeDisabled => (Active ?? Enabled) == false;

    void IHasRules.Check(FieldErrors errors, DateTimeOffset now)
    {
        if (
            (Events ?? (object?)Entity ?? Action) is null
            && !(errors.Concern("events") || errors.Has("entity") || errors.Has("action"))
        )
            errors.Add("events", "Is required: the names of the events; in the dialect ticketing entity and action.");
        if (Active is { } active && Enabled is { } enabled && active != enabled)
            errors.Add("enabled", "Is the same as active; give one of them.");
    }
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

    /// <summary>Any of these tickets, by their numbers.</summary>
    [IdOf("ticket"), MaxLength(MostValues)]
    public IReadOnlyList<long>? TicketId { get; init; }
}
