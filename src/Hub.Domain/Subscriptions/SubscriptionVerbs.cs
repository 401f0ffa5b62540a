using Hub.Domain.Tokens;

namespace Hub.Domain.Subscriptions;

/// <summary>What can happen to a subscription. Pure; a verb that changes nothing answers the same instance.</summary>
public static class SubscriptionVerbs
{
    /// <summary>Takes events again, from a place in the order of commits on. Whoever switches it on has it from then on.</summary>
    /// <param name="by">The agent who does; absent when it is nobody's token.</param>
    public static Subscription Enable(this Subscription subscription, long from, TokenOwner? by, DateTimeOffset now) =>
        subscription.State == SubscriptionState.Active
            ? subscription
            : subscription with
            {
                Owner = by,
                State = SubscriptionState.Active,
                StateReason = null,
                ActiveFrom = from,
                UpdatedAt = now,
            };

    public static Subscription Disable(this Subscription subscription, DateTimeOffset now) =>
        subscription.Leave(SubscriptionState.Disabled, "Switched off.", now);

    /// <summary>The agent who made it has left: nothing goes where they wanted it until somebody else wants it too.</summary>
    public static Subscription Abandon(this Subscription subscription, Guid agent, DateTimeOffset now) =>
        subscription.State == SubscriptionState.Active && subscription.Owner?.Uuid == agent
            ? subscription.Leave(
                SubscriptionState.Disabled,
                "The agent who made it has left; whoever enables it takes it over.",
                now
            )
            : subscription;

    /// <summary>Its receiver did not acknowledge in all the attempts the contract gives it.</summary>
    public static Subscription Fail(this Subscription subscription, string reason, DateTimeOffset now) =>
        subscription.State == SubscriptionState.Active
            ? subscription.Leave(SubscriptionState.Failed, reason, now)
            : subscription;

    /// <summary>Its receiver said that it is gone.</summary>
    public static Subscription End(this Subscription subscription, string reason, DateTimeOffset now) =>
        subscription.State == SubscriptionState.Active
            ? subscription.Leave(SubscriptionState.Ended, reason, now)
            : subscription;

    /// <summary>Signs with a new secret; the old one signs too until a time.</summary>
    public static Subscription Rotate(
        this Subscription subscription,
        string protectedSecret,
        DateTimeOffset oldUntil,
        DateTimeOffset now
    ) =>
        subscription with
        {
            ProtectedSecret = protectedSecret,
            ProtectedPreviousSecret = oldUntil > now ? subscription.ProtectedSecret : null,
            PreviousSecretUntil = oldUntil > now ? oldUntil : null,
            SecretSince = now,
            UpdatedAt = now,
        };

    /// <summary>Its template could not be used, the first time that this was seen.</summary>
    public static Subscription Flag(this Subscription subscription, TemplateFault fault) =>
        subscription.TemplateFault is null ? subscription with { TemplateFault = fault } : subscription;

    /// <summary>Its template makes messages again of what it failed with.</summary>
    public static Subscription Unflag(this Subscription subscription, TemplateFault fault) =>
        subscription.TemplateFault == fault ? subscription with { TemplateFault = null } : subscription;

    private static Subscription Leave(
        this Subscription subscription,
        SubscriptionState state,
        string reason,
        DateTimeOffset now
    ) =>
        subscription.State == state
            ? subscription
            : subscription with
            {
                State = state,
                StateReason = reason,
                UpdatedAt = now,
            };
}
