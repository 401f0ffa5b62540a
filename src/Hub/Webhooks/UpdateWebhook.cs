using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>Changes to a webhook. What is left out stays; null clears.</summary>
internal sealed record UpdateWebhook
{
    /// <summary>The HTTPS address that receives events: at most 8,192 characters.</summary>
    [MaxLength(8192), Url]
    [CannotBeCleared]
    public Optional<string?> Url { get; init; }

    /// <summary>The names of the events to receive; a single * stands for all of them.</summary>
    [CannotBeCleared]
    public Optional<IReadOnlyList<string>?> Events { get; init; }

    /// <summary>A new signing secret, at once and without an overlap; rotate-secret gives receivers time. 8 to 255 characters.</summary>
    [Length(8, 255)]
    [CannotBeCleared]
    public Optional<string?> Secret { get; init; }

    /// <summary>True enables it, also after it failed; false disables it.</summary>
    public Optional<bool?> Active { get; init; }

    /// <summary>A name to recognise it by: at most 100 characters.</summary>
    [MaxLength(100)]
    public Optional<string?> Name { get; init; }

    /// <summary>What it is for: at most 1,000 characters.</summary>
    [MaxLength(1000)]
    public Optional<string?> Description { get; init; }

    /// <summary>The contract that deliveries follow.</summary>
    [CannotBeCleared, DialectName]
    public Optional<string?> Dialect { get; init; }

    /// <summary>Which tickets it is told of; null lifts all filters.</summary>
    public Optional<WebhookFilters?> Filters { get; init; }

    /// <summary>All extra headers, replacing those there were.</summary>
    public Optional<IReadOnlyDictionary<string, string>?> Headers { get; init; }
}
