using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>Changes to a webhook. What is left out stays; null clears.</summary>
/// <example>{"events": ["*"], "filters": {"priority": ["high", "urgent"]}}</example>
[Like(typeof(CreateWebhook)), RefusesUnknown]
internal sealed record UpdateWebhook : IHasRules
{
    [CannotBeCleared]
    public Optional<string?> Url { get; init; }

    /// <summary>The names of the events to receive; a single * stands for all of them.</summary>
    [CannotBeCleared]
    public Optional<IReadOnlyList<string>?> Events { get; init; }

    /// <summary>In the dialect ticketing, in place of events: what is to be told of; the action stays when it is left out.</summary>
    [CannotBeCleared]
    public Optional<string?> Entity { get; init; }

    /// <summary>In the dialect ticketing: what happens to the entity, which stays when it is left out.</summary>
    [CannotBeCleared]
    public Optional<string?> Action { get; init; }

    /// <summary>A new signing secret, at once and without an overlap; rotate-secret gives receivers time.</summary>
    [CannotBeCleared, Verbatim]
    public Optional<string?> Secret { get; init; }

    /// <summary>True enables it, also after it failed; false disables it.</summary>
    public Optional<bool?> Active { get; init; }

    /// <summary>The same as active, as clients of ticketing say it.</summary>
    public Optional<bool?> Enabled { get; init; }

    public Optional<string?> Name { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>The contract that deliveries follow.</summary>
    [CannotBeCleared]
    public Optional<string?> Dialect { get; init; }

    /// <summary>Which tickets it is told of; null lifts all filters.</summary>
    public Optional<WebhookFilters?> Filters { get; init; }

    /// <summary>
    /// What the receiver reads; null goes back to the dialect's own bodies, and takes template, time zone, language and digest
    /// away with it.
    /// </summary>
    public Optional<string?> Target { get; init; }

    /// <summary>The template that makes the target's messages; null goes back to the shipped ones.</summary>
    public Optional<string?> TemplateId { get; init; }

    /// <summary>The time zone that the target's messages write dates in; null is UTC.</summary>
    public Optional<string?> TimeZone { get; init; }

    /// <summary>The language that the target's messages write dates in; null is en.</summary>
    public Optional<string?> Language { get; init; }

    /// <summary>How events go out together; null sends each in a message of its own. What was gathered before still goes out together.</summary>
    public Optional<WebhookDigest?> Digest { get; init; }

    /// <summary>All extra headers, replacing those there were.</summary>
    public Optional<IReadOnlyDictionary<string, string>?> Headers { get; init; }

    /// <summary>Whether it is to be enabled or disabled; nothing when it is to stay as it is.</summary>
    internal bool? WantsActive => Active.Or(null) ?? Enabled.Or(null);

    /// <summary>Whether it says anything of how messages are made.</summary>
    internal bool ConcernsFormat =>
        Target.IsPresent || TemplateId.IsPresent || TimeZone.IsPresent || Language.IsPresent || Digest.IsPresent;

    /// <summary>What it is to be told of, where the request says that by entity and action.</summary>
    internal EntityAction? EntityActionOf(Subscription current) =>
        Entity.IsPresent || Action.IsPresent
            ? EntityAction.Of(Entity.Or(current.Entity), Action.Or(current.Action))
            : null;

    void IHasRules.Check(FieldErrors errors, DateTimeOffset now)
    {
        if (Active.Or(null) is { } active && Enabled.Or(null) is { } enabled && active != enabled)
            errors.Add("enabled", "Is the same as active; give one of them.");
    }
}
