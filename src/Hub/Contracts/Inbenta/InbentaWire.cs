using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Attachments;
using Hub.Delivery.Secrets;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Contracts.Inbenta;

/// <summary>A wish to be told of one sort of record, as inbenta's clients say it.</summary>
/// <example>{"item": "ticket", "url": "https://some.example/endpoint", "secret": "SomeRandomString"}</example>
[RefusesUnknown]
internal sealed record CreateInbentaWebhook
{
    /// <summary>What it is told of.</summary>
    /// <example>ticket</example>
    [Required, InbentaItem]
    public string? Item { get; init; }

    /// <summary>
    /// The HTTPS address that receives events; several webhooks may have it, one for each item. It must answer a GET with status
    /// 200 and, as plain text, what the header X-Inbenta-Challenge says.
    /// </summary>
    /// <example>https://some.example/endpoint</example>
    [Required, MaxLength(8192), Url]
    public string? Url { get; init; }

    /// <summary>
    /// What the receiver knows the hub by, in visible ASCII: the challenge shows it in the header X-Hook-Signature, and deliveries
    /// are signed with it. Left out, the hub makes one and shows it once.
    /// </summary>
    [Length(1, 255), Verbatim]
    public string? Secret { get; init; }

    public CreateWebhook ToWebhook() =>
        new()
        {
            Url = Url,
            Events = InbentaItems.EventsOf(Item),
            Secret = Secret,
            Dialect = InbentaItems.Dialect,
        };
}

/// <summary>Changes to a webhook. What is left out stays.</summary>
/// <example>{"item": "reply"}</example>
[Like(typeof(CreateInbentaWebhook)), RefusesUnknown]
internal sealed record UpdateInbentaWebhook
{
    [CannotBeCleared]
    public Optional<string?> Item { get; init; }

    [CannotBeCleared]
    public Optional<string?> Url { get; init; }

    /// <summary>A new secret, at once. An address on another host needs it: the challenge shows it there.</summary>
    [CannotBeCleared, Verbatim]
    public Optional<string?> Secret { get; init; }

    public UpdateWebhook ToWebhook() =>
        new()
        {
            Url = Url,
            Events = Item.IsPresent ? new(InbentaItems.EventsOf(Item.Value)) : default,
            Secret = Secret,
        };
}

/// <summary>A webhook, as inbenta's clients see it: without an envelope.</summary>
internal sealed record InbentaWebhookResponse
{
    /// <summary>The webhook's number.</summary>
    public required long Id { get; init; }

    /// <summary>Its id across all systems; every route takes either.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>What it is told of; absent where it was made by another route and is told of several sorts of record.</summary>
    [InbentaItem]
    public string? Item { get; init; }

    /// <summary>The address, masked behind the first segment of its path: what follows is often a credential.</summary>
    public required string Url { get; init; }

    /// <summary>Where it stands: disabled by somebody, failed when its attempts were used up, ended when the receiver is gone.</summary>
    public required SubscriptionState Status { get; init; }

    /// <summary>The secret: shown once, where the hub made it.</summary>
    public string? Secret { get; init; }

    /// <summary>What was taken as it is, and may not be what was meant.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    /// <param name="secret">Where it is to be shown.</param>
    public static InbentaWebhookResponse Of(
        Subscription subscription,
        ReceiverKeeper receivers,
        string? secret = null,
        IReadOnlyList<Warning>? warnings = null
    )
    {
        var shown = WebhookResponse.Of(subscription, receivers, secret);
        return new()
        {
            // None where an earlier hub of a fleet has written it meanwhile; the next change gives it one.
            Id = subscription.Number ?? 0,
            Uuid = shown.Id,
            Item = InbentaItems.ItemOf(shown.Events),
            Url = shown.Url,
            Status = shown.Status,
            Secret = shown.Secret,
            Warnings = warnings,
        };
    }
}

/// <summary>Which webhooks to list.</summary>
internal sealed record ListInbentaWebhooks
{
    /// <summary>The active ones, or (false) those that are told of nothing any more.</summary>
    [FromQuery(Name = "active"), DefaultValue(true)]
    public bool? Active { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many webhooks a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public (Paging Paging, Filter Filter) Read(FieldErrors errors) =>
        new ListWebhooks
        {
            Active = Active ?? true,
            Dialect = InbentaItems.Dialect,
            Page = Page,
            PerPage = PerPage,
        }.Read(errors);
}

/// <summary>Where a file belongs, and what it is called where it is the whole body.</summary>
internal sealed record UploadMediaQuery
{
    /// <summary>The ticket that the file belongs to, by its number. Left out, it waits for a reply that names it.</summary>
    [FromQuery(Name = "ticket_id")]
    public long? TicketId { get; init; }

    /// <summary>What the file is called, where the body is the file itself; leave it out for a form or a link.</summary>
    [FromQuery(Name = UploadQuery.FilenameParameter), MaxLength(Attachment.LongestName)]
    public string? Filename { get; init; }

    /// <summary>What the file shows, where the body is the file itself.</summary>
    [FromQuery(Name = UploadQuery.CaptionParameter), MaxLength(Attachment.LongestCaption)]
    public string? Caption { get; init; }

    public UploadQuery ToUpload() => new() { Filename = Filename, Caption = Caption };
}

[JsonSerializable(typeof(CreateInbentaWebhook))]
[JsonSerializable(typeof(UpdateInbentaWebhook))]
[JsonSerializable(typeof(InbentaWebhookResponse))]
[JsonSerializable(typeof(Many<InbentaWebhookResponse>))]
internal sealed partial class InbentaJson : JsonSerializerContext;
