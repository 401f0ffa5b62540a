using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Delivery.Secrets;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Contracts.Mokapen;

/// <summary>A wish to be told of events, as mokapen's clients say it.</summary>
/// <example>
/// {"url": "https://receiver.example.com/webhooks/mokapen", "org_id": 1,
/// "events": ["task.created", "task.updated", "contact.created"]}
/// </example>
[RefusesUnknown]
internal sealed record CreateMokapenWebhook
{
    /// <summary>The HTTPS address that receives events. What follows the first segment of its path is never shown again.</summary>
    /// <example>https://receiver.example.com/webhooks/mokapen</example>
    [Required, MaxLength(8192), Url]
    public string? Url { get; init; }

    /// <summary>The organization's number; the token's organization when left out. Another one's is refused.</summary>
    /// <example>1</example>
    public long? OrgId { get; init; }

    /// <summary>The names of the events to receive; a single * stands for all of them.</summary>
    /// <example>["task.created", "task.updated", "contact.created"]</example>
    [Required, Length(1, 100)]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>What deliveries are signed with. Left out, the hub makes one and shows it once.</summary>
    [Length(1, 255), Verbatim]
    public string? Secret { get; init; }

    /// <summary>Whether it receives events; true when left out.</summary>
    [DefaultValue(true)]
    public bool? Active { get; init; }

    /// <summary>A name to recognise it by.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    public CreateWebhook ToWebhook() =>
        new()
        {
            Url = Url,
            Events = Events,
            Secret = Secret,
            Active = Active,
            Name = Name,
            Dialect = MokapenWebhooksApi.Dialect,
        };
}

/// <summary>Changes to a webhook. What is left out stays.</summary>
/// <example>{"events": ["deal.updated"]}</example>
[Like(typeof(CreateMokapenWebhook)), RefusesUnknown]
internal sealed record UpdateMokapenWebhook
{
    [CannotBeCleared]
    public Optional<string?> Url { get; init; }

    /// <summary>The organization's number; another one's is refused.</summary>
    public Optional<long?> OrgId { get; init; }

    /// <summary>The names of the events to receive; a single * stands for all of them.</summary>
    [CannotBeCleared]
    public Optional<IReadOnlyList<string>?> Events { get; init; }

    /// <summary>A new signing secret, at once.</summary>
    [CannotBeCleared, Verbatim]
    public Optional<string?> Secret { get; init; }

    /// <summary>True enables it, also after it failed; false disables it.</summary>
    public Optional<bool?> Active { get; init; }

    public Optional<string?> Name { get; init; }

    public UpdateWebhook ToWebhook() =>
        new()
        {
            Url = Url,
            Events = Events,
            Secret = Secret,
            Active = Active,
            Name = Name,
        };
}

/// <summary>A webhook, as mokapen's clients see it.</summary>
internal sealed record MokapenWebhookResponse
{
    /// <summary>The webhook's id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organization's number.</summary>
    public required long OrgId { get; init; }

    /// <summary>A name to recognise it by.</summary>
    public string? Name { get; init; }

    /// <summary>The address, masked behind the first segment of its path: what follows is often a credential.</summary>
    public required string Url { get; init; }

    /// <summary>The events it receives; a single * stands for all of them.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Whether it receives events.</summary>
    public required bool Active { get; init; }

    /// <summary>Where it stands: disabled by somebody, failed when its attempts were used up, ended when the receiver is gone.</summary>
    public required SubscriptionState Status { get; init; }

    /// <summary>The signing secret: shown once, where the hub made it.</summary>
    public string? Secret { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <param name="secret">Where it is to be shown.</param>
    public static MokapenWebhookResponse Of(
        Subscription subscription,
        Caller caller,
        ReceiverKeeper receivers,
        string? secret = null
    )
    {
        var shown = WebhookResponse.Of(subscription, receivers, secret);
        return new()
        {
            Id = shown.Id,
            OrgId = caller.Organization.KnownNumber,
            Name = shown.Name,
            Url = shown.Url,
            Events = shown.Events,
            Active = shown.Active,
            Status = shown.Status,
            Secret = shown.Secret,
            CreatedAt = shown.CreatedAt,
            UpdatedAt = shown.UpdatedAt,
        };
    }
}

/// <summary>Which webhooks to list.</summary>
internal sealed record ListMokapenWebhooks
{
    /// <summary>The organization's number; the token's organization when left out. Another one's is refused.</summary>
    [FromQuery(Name = "org_id")]
    public long? OrgId { get; init; }

    /// <summary>Only those that receive (true) or do not receive (false) events.</summary>
    [FromQuery(Name = "active")]
    public bool? Active { get; init; }

    /// <summary>Only those that name this event.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many webhooks a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public (Paging Paging, Filter Filter) Read(FieldErrors errors) =>
        new ListWebhooks
        {
            Active = Active,
            Dialect = MokapenWebhooksApi.Dialect,
            Event = Event,
            Page = Page,
            PerPage = PerPage,
        }.Read(errors);
}

/// <summary>Which events to list.</summary>
internal sealed record ListMokapenEvents
{
    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many events a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.LargestPerPage)]
    public int? PerPage { get; init; }
}

[JsonSerializable(typeof(CreateMokapenWebhook))]
[JsonSerializable(typeof(UpdateMokapenWebhook))]
[JsonSerializable(typeof(One<MokapenWebhookResponse>))]
[JsonSerializable(typeof(Many<MokapenWebhookResponse>))]
internal sealed partial class MokapenJson : JsonSerializerContext;
