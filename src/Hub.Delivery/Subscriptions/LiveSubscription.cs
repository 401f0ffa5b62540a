using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
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
        Target = TargetUri.Of(subscription.Url);
        Secret = secrets.Reveal(subscription.ProtectedSecret);
        PreviousSecret = subscription.ProtectedPreviousSecret is { } previous ? secrets.Reveal(previous) : null;
        filter = subscription.Filter.IsEmpty ? null : subscription.Filter.ToFilter();
        events = subscription.Events is ["*"] ? null : [.. subscription.Events];
    }

    public Subscription Subscription { get; }

    public Guid Id => Subscription.Id;

    public Dialect Dialect { get; }

    public Uri Target { get; }

    /// <summary>What to sign with; nothing when the hub's keys do not open it any more.</summary>
    public string? Secret { get; }

    public string? PreviousSecret { get; }

    public bool IsActive => Subscription.State == SubscriptionState.Active;

    /// <summary>The secret before the last rotation, while receivers may still use it.</summary>
    public string? PreviousSecretAt(DateTimeOffset now) =>
        now < Subscription.PreviousSecretUntil ? PreviousSecret : null;

    /// <summary>Whether events of the fact are among those it asked for. A test ping nobody has to ask for.</summary>
    public bool AsksFor(Fact fact)
    {
        foreach (var one in Dialect.Of(fact))
            if (AsksFor(one))
                return true;
        return false;
    }

    /// <summary>The event's name for this subscription; nothing when it did not ask for it, or not for one like this.</summary>
    public string? NameOf(HubEvent happened) =>
        Dialect.DefinitionOf(happened) is { } one
        && AsksFor(one)
        && (filter is null || SubscriptionFilter.Admits(filter, happened))
            ? one.Name
            : null;

    private bool AsksFor(EventDefinition one) => events is null || one == Dialect.Test || events.Contains(one.Name);
}
