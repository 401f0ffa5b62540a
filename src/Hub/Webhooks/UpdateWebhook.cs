using Hub.Domain;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>Changes to a webhook. What is left out stays; null clears.</summary>
/// <example>{"events": ["*"], "filters": {"priority": ["high", "urgent"]}}</example>
[Like(typeof(CreateWebhook)), RefusesUnknown]
internal sealed record UpdateWebhook
{
    [CannotBeCleared]
    public Optional<string?> Url { get; init; }

    /// <summary>The names of the events to receive; a single * stands for all of them.</summary>
    [CannotBeCleared]
    public Optional<IReadOnlyList<string>?> Events { get; init; }

    /// <summary>A new signing secret, at once and without an overlap; rotate-secret gives receivers time.</summary>
    [CannotBeCleared, Verbatim]
    public Optional<string?> Secret { get; init; }

    /// <summary>True enables it, also after it failed; false disables it.</summary>
    public Optional<bool?> Active { get; init; }

    public Optional<string?> Name { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>The contract that deliveries follow.</summary>
    [CannotBeCleared]
    public Optional<string?> Dialect { get; init; }

    /// <summary>Which tickets it is told of; null lifts all filters.</summary>
    public Optional<WebhookFilters?> Filters { get; init; }

    /// <summary>All extra headers, replacing those there were.</summary>
    public Optional<IReadOnlyDictionary<string, string>?> Headers { get; init; }
}
