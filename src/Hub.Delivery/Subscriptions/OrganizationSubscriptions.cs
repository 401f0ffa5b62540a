using System.Collections.Concurrent;
using Hub.Domain.Events;

namespace Hub.Delivery.Subscriptions;

/// <summary>One organization's subscriptions, by id and by the facts they are told of.</summary>
/// <param name="most">Bytes that they may take in memory; what is beyond is left out, and no other organization suffers.</param>
public sealed class OrganizationSubscriptions(long most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, LiveSubscription> byId = [];
    private readonly HashSet<string> stale = [];
    private volatile ConcurrentDictionary<Fact, Listeners> byFact = NoFacts();
    private volatile bool isStale = true;
    private long weight;

    public bool IsStale => isStale;

    /// <summary>Some of them did not fit into memory, and are told of nothing.</summary>
    public bool IsOverfull { get; private set; }

    internal bool IsLoaded { get; private set; }

    internal SemaphoreSlim Refreshing { get; } = new(1);

    public LiveSubscription? Find(Guid id)
    {
        lock (gate)
            return byId.GetValueOrDefault(id);
    }

    /// <summary>The active ones that are the agent's.</summary>
    public IReadOnlyList<LiveSubscription> OwnedBy(Guid agent)
    {
        lock (gate)
            return [.. byId.Values.Where(one => one.IsActive && one.Owner?.Uuid == agent)];
    }

    /// <summary>The active subscriptions that may want the event.</summary>
    public IEnumerable<LiveSubscription> ListeningTo(HubEvent happened)
    {
        if (happened.OnlyFor is { } only)
            return Find(only) is { IsActive: true } one ? [one] : [];
        return (byFact.TryGetValue(happened.Fact, out var listening) ? listening : Group(happened.Fact)).To(happened);
    }

    internal void MarkStale(string id)
    {
        lock (gate)
        {
            stale.Add(id);
            isStale = true;
        }
    }

    internal IReadOnlyList<string> TakeStale()
    {
        lock (gate)
        {
            string[] taken = [.. stale];
            stale.Clear();
            return taken;
        }
    }

    /// <summary>What was taken has been read; fresh unless more changed meanwhile. Until then everybody waits for it.</summary>
    internal void Refreshed()
    {
        lock (gate)
            isStale = stale.Count > 0;
    }

    internal void Fill(IEnumerable<LiveSubscription> subscriptions)
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions)
                Put(subscription);
            byFact = NoFacts();
            IsLoaded = true;
            // What changed during the read is read once more.
            isStale = stale.Count > 0;
        }
    }

    internal void Set(string id, LiveSubscription? subscription)
    {
        lock (gate)
        {
            if (subscription is not null)
                Put(subscription);
            else if (byId.Remove(Guid.Parse(id), out var gone))
                weight -= gone.Weight;
            byFact = NoFacts();
        }
    }

    private void Put(LiveSubscription subscription)
    {
        if (byId.Remove(subscription.Id, out var before))
            weight -= before.Weight;
        if (weight + subscription.Weight > most)
        {
            IsOverfull = true;
            return;
        }
        byId[subscription.Id] = subscription;
        weight += subscription.Weight;
    }

    /// <summary>Small: there are as many as there are organizations, and most of them know few facts.</summary>
    private static ConcurrentDictionary<Fact, Listeners> NoFacts() => new(concurrencyLevel: 1, capacity: 3);

    private Listeners Group(Fact fact)
    {
        lock (gate)
            return byFact[fact] = new Listeners(byId.Values.Where(one => one.IsActive && one.AsksFor(fact)));
    }
}
