using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Templates;
using Hub.Errors;
using Hub.Sla;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Templates;

/// <summary>What to show of a template, without sending it.</summary>
/// <example>{"target": "teams", "template_id": "teams-tickets", "event": "ticket.created", "sample": true}</example>
internal sealed record PreviewTemplate
{
    /// <summary>For whom it writes; that of the template when left out.</summary>
    /// <example>teams</example>
    [TargetName]
    public string? Target { get; init; }

    /// <summary>A template that is not saved. Beside template_id, it is compared with what that says.</summary>
    [Length(1, Delivery.Templates.Template.MaxLength), Verbatim]
    public string? Template { get; init; }

    /// <summary>A template that is saved or came with the hub; the shipped one for the event when both are left out.</summary>
    /// <example>teams-tickets</example>
    [Length(1, 100)]
    public string? TemplateId { get; init; }

    /// <summary>The event to show it with.</summary>
    public Guid? EventId { get; init; }

    /// <summary>Or events of this type, from the hub's own catalogue.</summary>
    /// <example>ticket.created</example>
    [Length(1, 100)]
    public string? Event { get; init; }

    /// <summary>How many of the last of them.</summary>
    [Range(1, 100)]
    public int? Last { get; init; }

    /// <summary>Or a sample of the type instead of real ones.</summary>
    public bool? Sample { get; init; }

    /// <summary>The time zone that dates are written in; UTC when left out.</summary>
    /// <example>Europe/Berlin</example>
    [MaxLength(100), KnownTimeZone]
    public string? TimeZone { get; init; }

    /// <summary>The language that dates are written in; en when left out.</summary>
    [TemplateLanguage]
    public string? Language { get; init; }
}

/// <summary>A message as it would be sent.</summary>
internal record PreviewResponse
{
    /// <summary>The event that it tells of.</summary>
    public required Guid EventId { get; init; }

    /// <summary>What happened, by the hub's own catalogue.</summary>
    public required string Event { get; init; }

    /// <summary>The exact body as text; absent where the template fails.</summary>
    public string? Bytes { get; init; }

    /// <summary>How large it is, as the target counts; absent where the template fails.</summary>
    public int? Size { get; init; }

    /// <summary>How large it may be; absent where nothing says.</summary>
    public int? Limit { get; init; }

    /// <summary>What may not be what was meant, and where in the template: names that there are not, texts that were shortened.</summary>
    public required IReadOnlyList<TextProblem> Warnings { get; init; }

    /// <summary>Why there is no body.</summary>
    public TextProblem? Error { get; init; }

    /// <summary>The lines that differ from what would be sent without the change; absent where nothing does.</summary>
    public IReadOnlyList<TextDiffLine>? Difference { get; init; }
}

/// <summary>What a template makes of events.</summary>
/// <param name="Data">A message, or why there is none, for each event; the newest first.</param>
/// <param name="Warnings">That there was no event to show it with, and the like.</param>
internal sealed record TemplatePreviewResponse(
    IReadOnlyList<PreviewResponse> Data,
    IReadOnlyList<Warning>? Warnings = null
);

/// <summary>What to try of a webhook, without sending anything.</summary>
/// <example>{"last": 50}</example>
[MayBeEmpty]
internal sealed record PreviewWebhook
{
    /// <summary>Of how many of the organization's last events; 50 when left out.</summary>
    [Range(1, 100)]
    public int? Last { get; init; }

    /// <summary>A template that is not saved, in place of the webhook's; what differs is shown.</summary>
    [Length(1, Delivery.Templates.Template.MaxLength), Verbatim]
    public string? Template { get; init; }

    /// <summary>Another saved template in place of the webhook's.</summary>
    [Length(1, 100)]
    public string? TemplateId { get; init; }
}

/// <summary>What a webhook would have sent.</summary>
/// <param name="Data">The messages, the newest event first.</param>
/// <param name="Meta">Of how many events.</param>
/// <param name="Warnings">What the request was taken with, and may not be what was meant.</param>
internal sealed record WebhookPreviewResponse(
    IReadOnlyList<PreviewResponse> Data,
    WebhookPreviewMeta Meta,
    IReadOnlyList<Warning>? Warnings = null
);

/// <summary>How much of what happened a webhook would have been told.</summary>
/// <param name="Considered">How many of the last events were looked at.</param>
/// <param name="Matched">How many of them would have been sent.</param>
internal sealed record WebhookPreviewMeta(int Considered, int Matched);
