using Hub.Delivery.Egress;
using Hub.Delivery.Secrets;
using Hub.Domain.Subscriptions;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>A webhook.</summary>
internal sealed record WebhookResponse
{
    /// <summary>The webhook's id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>A name to recognise it by.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The address, masked behind the first segment of its path: what follows is often a credential. All of it is masked where
    /// the hub has lost the keys that open it.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>The contract that deliveries follow.</summary>
    [DialectName]
    public required string Dialect { get; init; }

    /// <summary>The events it receives; a single * stands for all of them.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>What it is told of, where its events were chosen by entity and action.</summary>
    public string? Entity { get; init; }

    /// <summary>What happens to the entity, where its events were chosen by entity and action.</summary>
    public string? Action { get; init; }

    /// <summary>Whether it receives events.</summary>
    public required bool Active { get; init; }

    /// <summary>The same as active, of webhooks of ticketing.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Where it stands: disabled by somebody, failed when its attempts were used up, ended when the receiver is gone.</summary>
    public required SubscriptionState Status { get; init; }

    /// <summary>Why it is not active.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Which tickets it is told of.</summary>
    public WebhookFilters? Filters { get; init; }

    /// <summary>The names of the extra headers, each value masked.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The signing secret: shown once, where the hub made it.</summary>
    public string? Secret { get; init; }

    /// <summary>Until when the secret before the last rotation signs too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>
    /// The status with which the receiver last answered, on lists only: absent before the first attempt, and when the last one had
    /// no answer.
    /// </summary>
    public int? LastResponseCode { get; init; }

    /// <summary>When a delivery to it was last attempted, on lists only; absent before the first attempt.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>
    /// The agent who made it, or enabled it last: it is disabled when they leave, and is whoever's who enables it again.
    /// Absent when it is the organization's alone.
    /// </summary>
    public long? AgentId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <param name="secret">Where it is to be shown.</param>
    public static WebhookResponse Of(Subscription subscription, ReceiverKeeper receivers, string? secret = null) =>
        new()
        {
            Id = subscription.Id,
            Name = subscription.Name,
            Description = subscription.Description,
            Url = MaskedUrl.Of(receivers.UrlOf(subscription)),
            Dialect = subscription.Dialect,
            Events = subscription.Events,
            Entity = subscription.Entity,
            Action = subscription.Action,
            Active = subscription.State == SubscriptionState.Active,
            Enabled =
                subscription.Dialect == EntityAction.Dialect ? subscription.State == SubscriptionState.Active : null,
            Status = subscription.State,
            StatusReason = subscription.StateReason,
            Filters = FiltersOf(subscription.Filter),
            Headers =
                subscription.ProtectedHeaders.Count == 0
                    ? null
                    : subscription.ProtectedHeaders.ToDictionary(entry => entry.Key, _ => "***"),
            Secret = secret,
            PreviousSecretUntil = subscription.PreviousSecretUntil,
            AgentId = subscription.Owner?.Id,
            CreatedAt = subscription.CreatedAt,
            UpdatedAt = subscription.UpdatedAt,
        };

    private static WebhookFilters? FiltersOf(SubscriptionFilter filter) =>
        filter.IsEmpty
            ? null
            : new WebhookFilters
            {
                DepartmentId = NoneIfEmpty(filter.DepartmentIds),
                Priority = NoneIfEmpty(filter.Priorities),
                Tag = NoneIfEmpty(filter.Tags),
                AssigneeId = NoneIfEmpty(filter.AssigneeIds),
                TicketId = NoneIfEmpty(filter.TicketIds),
            };

    private static IReadOnlyList<T>? NoneIfEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
