using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>A webhook that was created or changed.</summary>
/// <param name="Data">The webhook.</param>
/// <param name="Existing">True when the request described a webhook that was there already: this is it.</param>
/// <param name="Warnings">What was taken as it is, and may not be what was meant.</param>
internal sealed record SavedWebhook(
    WebhookResponse Data,
    bool? Existing = null,
    IReadOnlyList<Warning>? Warnings = null
);
