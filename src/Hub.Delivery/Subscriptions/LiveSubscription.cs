using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Secrets;
using Hub.Domain.Events;
using Hub.Domain.Subscriptions;

namespace Hub.Delivery.Subscriptions;

/// <summary>A subscription made ready for matching and sending: parsed once, used for every event.</summary>
public sealed class LiveSubscription
{
    private const long BaseWeight = 2_000;
    private const long ValueWeight = 1_000;

    private readonly SubscriptionMatch? filter;
    private readonly HashSet<string>? events;
    private readonly Lazy<Echoes?> echoes;

    public LiveSubscription(Subscription subscription, Dialect dialect, SecretKeeper secrets, ReceiverKeeper receivers)
    {
        Subscription = subscription;
        Dialect = dialect;
        Address = receivers.UrlOf(subscription) is { } url ? TargetUri.Of(url) : null;
        Format = MessageFormat.Of(subscription);
        Headers = receivers.HeadersOf(subscription);
        echoes = new(() => Address is null ? null : new Echoes(Address, Headers?.Values ?? []));
        Secret = secrets.Reveal(subscription.ProtectedSecret);
        PreviousSecret = subscription.ProtectedPreviousSecret is { } previous ? secrets.Reveal(previous) : null;
        filter = subscription.Filter.IsEmpty ? null : new SubscriptionMatch(subscription.Filter);
        events = subscription.Events is ["*"] ? null : [.. subscription.Events];
    }

    public Subscription Subscription { get; }

    public Guid Id => Subscription.Id;

    public Dialect Dialect { get; }

    /// <summary>Where to send; nothing when the hub's keys do not open it any more.</summary>
    public Uri? Address { get; }

    /// <summary>The address as it may be shown or logged.</summary>
    public string ShownAddress => MaskedUrl.Of(Address);

    /// <summary>How its events become messages of its target; absent where the dialect's own bodies are sent.</summary>
    public MessageFormat? Format { get; }

    public SubscriptionDigest? Digest => Subscription.Digest;

    /// <summary>How its messages leave the queue together; absent where each is dealt with alone.</summary>
    public Batching? Batching =>
        Format is null ? Dialect.Batching
        : Digest is null ? null
        : new Batching(Digest.Events, TimeSpan.Zero);

    /// <summary>What to send along; nothing when the hub's keys do not open it any more.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; }

    /// <summary>What to sign with; nothing when the hub's keys do not open it any more.</summary>
    public string? Secret { get; }

    public string? PreviousSecret { get; }

    /// <summary>
    /// Roughly what it takes in memory, in bytes: its texts, and for each of its narrowing values a place among those that are
    /// found by them, of every event that it may be told of.
    /// </summary>
    public long Weight
    {
        get
        {
            var filter = Subscription.Filter;
            var values =
                filter.DepartmentIds.Count
                + filter.Priorities.Count
                + filter.Tags.Count
                + filter.AssigneeIds.Count
                + filter.TicketIds.Count;
            var texts =
                Subscription.ProtectedUrl.Length
                + (Address?.OriginalString.Length ?? 0)
                + (Subscription.Name?.Length ?? 0)
                + (Subscription.Description?.Length ?? 0)
                + Subscription.ProtectedHeaders.Sum(static header => header.Key.Length + header.Value.Length)
                + (Headers?.Values.Sum(static value => value.Length) ?? 0)
                + Subscription.Events.Sum(static name => name.Length)
                + filter.Tags.Sum(static tag => tag.Length);
            return BaseWeight + (2L * texts) + (values * ValueWeight);
        }
    }

    public bool IsActive => Subscription.State == SubscriptionState.Active;

    /// <summary>The secret before the last rotation, while receivers may still use it.</summary>
    public string? PreviousSecretAt(DateTimeOffset now) =>
        now < Subscription.PreviousSecretUntil ? PreviousSecret : null;

    /// <summary>The receiver's answer without what it repeats of the request that is secret.</summary>
    public string WithoutEchoes(string answer) => echoes.Value?.Remove(answer) ?? answer;

    /// <summary>Whether events of the fact are among those it asked for. A test ping nobody has to ask for.</summary>
    public bool AsksFor(Fact fact)
    {
        foreach (var one in Dialect.Of(fact))
            if (AsksFor(one))
                return true;
        return false;
    }

    /// <summary>
    /// The event's name for this subscription; nothing when it did not ask for it, or not for one like this. What is meant for it
    /// alone, it need not have asked for.
    /// </summary>
    public string? NameOf(HubEvent happened) =>
        Dialect.DefinitionOf(happened) is { } one
        && (happened.OnlyFor == Id || (AsksFor(one) && (filter is null || filter.Admits(happened))))
            ? one.Name
            : null;

    private bool AsksFor(EventDefinition one) => events is null || one == Dialect.Test || events.Contains(one.Name);
}
