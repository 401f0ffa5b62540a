using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Secrets;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Subscriptions;

/// <summary>
/// A subscription made ready for matching and sending: parsed once, used for every event. It keeps what that needs and nothing else of
/// what is stored, since memory holds those of every organization.
/// </summary>
public sealed class LiveSubscription
{
    private const long BaseWeight = 1_000;
    private const long ValueWeight = 1_000;

    /// <summary>So few names are soon compared.</summary>
    private const int FewEvents = 8;

    private readonly SubscriptionMatch? match;
    private readonly IReadOnlyCollection<string>? events;
    private readonly DateTimeOffset? previousSecretUntil;
    private readonly long? activeFrom;
    private Echoes? echoes;

    public LiveSubscription(Subscription subscription, Dialect dialect, SecretKeeper secrets, ReceiverKeeper receivers)
    {
        Id = subscription.Id;
        Organization = subscription.Organization;
        Owner = subscription.Owner;
        IsActive = subscription.State == SubscriptionState.Active;
        IsOnce = subscription.IsOnce;
        TemplateFault = subscription.TemplateFault;
        Digest = subscription.Digest;
        activeFrom = subscription.ActiveFrom;
        Dialect = dialect;
        Address = receivers.UrlOf(subscription) is { } url ? TargetUri.Of(url) : null;
        Format = MessageFormat.Of(subscription);
        Headers = receivers.HeadersOf(subscription);
        Secret = secrets.Reveal(subscription.ProtectedSecret);
        PreviousSecret = subscription.ProtectedPreviousSecret is { } previous ? secrets.Reveal(previous) : null;
        previousSecretUntil = subscription.PreviousSecretUntil;
        Filter = subscription.Filter.IsEmpty ? SubscriptionFilter.Everything : subscription.Filter;
        match = subscription.Filter.IsEmpty ? null : new SubscriptionMatch(subscription.Filter);
        events =
            subscription.Events is ["*"] ? null
            : subscription.Events.Count <= FewEvents ? subscription.Events.ToArray()
            : subscription.Events.ToHashSet();
    }

    public Guid Id { get; }

    public OrganizationId Organization { get; }

    /// <summary>The agent who made it; absent: it is the organization's.</summary>
    public TokenOwner? Owner { get; }

    public bool IsActive { get; }

    /// <summary>Whether its first delivery ends it.</summary>
    public bool IsOnce { get; }

    /// <summary>What keeps its template from being used; absent when nothing does.</summary>
    public TemplateFault? TemplateFault { get; }

    /// <summary>The names of the events it asked for; a single <c>*</c> means all of them.</summary>
    public IReadOnlyCollection<string> Events => events ?? ["*"];

    public SubscriptionFilter Filter { get; }

    public Dialect Dialect { get; }

    /// <summary>Where to send; nothing when the hub's keys do not open it any more.</summary>
    public Uri? Address { get; }

    /// <summary>The address as it may be shown or logged.</summary>
    public string ShownAddress => MaskedUrl.Of(Address);

    /// <summary>How its events become messages of its target; absent where the dialect's own bodies are sent.</summary>
    public MessageFormat? Format { get; }

    public SubscriptionDigest? Digest { get; }

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
            var values =
                Filter.DepartmentIds.Count
                + Filter.Priorities.Count
                + Filter.Tags.Count
                + Filter.AssigneeIds.Count
                + Filter.TicketIds.Count;
            var texts =
                (Address?.OriginalString.Length ?? 0)
                + (Headers?.Sum(static header => header.Key.Length + header.Value.Length) ?? 0)
                + (events?.Sum(static name => name.Length) ?? 0)
                + Filter.Tags.Sum(static tag => tag.Length);
            return BaseWeight + (2L * texts) + (values * ValueWeight);
        }
    }

    /// <summary>Whether it is told of what is at the place in the order of commits.</summary>
    public bool IsToldFrom(long position) => activeFrom is not { } first || position >= first;

    /// <summary>The secret before the last rotation, while receivers may still use it.</summary>
    public string? PreviousSecretAt(DateTimeOffset now) => now < previousSecretUntil ? PreviousSecret : null;

    /// <summary>The receiver's answer without what it repeats of the request that is secret.</summary>
    public string WithoutEchoes(string answer) =>
        Address is null || answer.Length < Echoes.Shortest
            ? answer
            : (echoes ??= new Echoes(Address, Headers?.Values ?? [])).Remove(answer);

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
        && (happened.OnlyFor == Id || (AsksFor(one) && (match is null || match.Admits(happened))))
            ? one.Name
            : null;

    private bool AsksFor(EventDefinition one) => events is null || one == Dialect.Test || events.Contains(one.Name);
}
