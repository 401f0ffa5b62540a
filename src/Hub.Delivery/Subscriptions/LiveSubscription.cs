using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;

namespace Hub.Delivery.Subscriptions;

/// <summary>A subscription made ready for matching and sending: parsed once, used for every event.</summary>
public sealed class LiveSubscription
{
    private readonly Filter? filter;
    private readonly HashSet<string>? events;

    public LiveSubscription(Subscription subscription, Dialect dialect, SecretKeeper secrets)
    {
        Subscription = subscription;
        Dialect = dialect;
        Target = new Uri(subscription.Url);
        Secret = secrets.Reveal(subscription.ProtectedSecret);
        PreviousSecret = subscription.ProtectedPreviousSecret is { } previous ? secrets.Reveal(previous) : null;
        filter = subscription.Filter.IsEmpty ? null : subscription.Filter.ToFilter();
        events = subscription.Events is ["*"] ? null : [.. subscription.Events];
    }

    public Subscription Subscription { get; }

    public Guid Id => Subscription.Id;

    public Dialect Dialect { get; }

    public Uri Target { get; }

    public string Secret { get; }

    public string? PreviousSecret { get; }

    public bool IsActive => Subscription.State == SubscriptionState.Active;

    /// <summary>The secret before the last rotation, while receivers may still use it.</summary>
    public string? PreviousSecretAt(DateTimeOffset now) =>
        now < Subscription.PreviousSecretUntil ? PreviousSecret : null;

    /// <summary>The event's name for this subscription; nothing when it did not ask for it. A test ping nobody has to ask for.</summary>
    public string? NameOf(HubEvent happened)
    {
        if (Dialect.NameOf(happened) is not { } name)
            return null;
        if (events is not null && happened.Fact != Fact.TestPing && !events.Contains(name))
            return null;
        return filter is null || SubscriptionFilter.Admits(filter, happened) ? name : null;
    }
}
