using System.Collections.Concurrent;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Commits;

namespace Hub.Storage.Cosmos.Usage;

/// <summary>What this hub knows of the bytes that organizations have stored: what was last read, and what it has added since.</summary>
internal sealed class UsageTally(OutboxLife life, TimeProvider time)
{
    private readonly ConcurrentDictionary<OrganizationId, TalliedOrganization> organizations = new();

    public IEnumerable<KeyValuePair<OrganizationId, TalliedOrganization>> All => organizations;

    /// <summary>After a commit. The hub's own documents are nobody's.</summary>
    public void Add(OrganizationId organization, long documents, int events)
    {
        if (organization == OrganizationId.Hub || (documents == 0 && events == 0))
            return;
        var day = EventDays.After(time.GetUtcNow() + TimeSpan.FromSeconds(life.Seconds), life.Seconds);
        Of(organization)
            .Add(
                new()
                {
                    Documents = documents,
                    Events = events == 0 ? StoredUsage.None.Events : new Dictionary<long, long> { [day] = events },
                }
            );
    }

    public TalliedOrganization Of(OrganizationId organization) =>
        organizations.GetOrAdd(organization, static _ => new TalliedOrganization());
}

/// <summary>One organization's.</summary>
internal sealed class TalliedOrganization
{
    private readonly Lock gate = new();
    private StoredUsage? stored;
    private StoredUsage added = StoredUsage.None;
    private StoredUsage beingWritten = StoredUsage.None;
    private bool isUsed = true;

    public bool IsKnown
    {
        get
        {
            lock (gate)
                return stored is not null;
        }
    }

    /// <summary>Nothing when the store has not been asked yet.</summary>
    public long? BytesAt(DateTimeOffset now)
    {
        lock (gate)
        {
            isUsed = true;
            return stored?.BytesAt(now) + beingWritten.BytesAt(now) + added.BytesAt(now);
        }
    }

    public void Add(StoredUsage more)
    {
        lock (gate)
            (added, isUsed) = (added.Plus(more), true);
    }

    /// <summary>What is to be written; by one at a time.</summary>
    public StoredUsage Take()
    {
        lock (gate)
        {
            (beingWritten, added) = (added, StoredUsage.None);
            return beingWritten;
        }
    }

    /// <summary>It is written: the store has this now.</summary>
    public void Written(StoredUsage now)
    {
        lock (gate)
            (stored, beingWritten) = (now, StoredUsage.None);
    }

    /// <summary>Nobody knows whether it is written.</summary>
    public void Failed()
    {
        lock (gate)
            (added, beingWritten, isUsed) = (added.Plus(beingWritten), StoredUsage.None, true);
    }

    /// <summary>What the store had, for who asks before the first time that something is written.</summary>
    public void Found(StoredUsage then)
    {
        lock (gate)
            stored ??= then;
    }

    /// <summary>Whether anybody asked since the last time that this was.</summary>
    public bool WasUsed()
    {
        lock (gate)
        {
            var was = isUsed;
            isUsed = false;
            return was;
        }
    }
}
