using Hub.Delivery.Ports;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>Who holds which message until when. Expiries are found lazily: an entry of an old token is passed over.</summary>
internal sealed class Leases
{
    private readonly Dictionary<string, LeasedMessage> byId = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(string Id, string Token), DateTimeOffset> expiries = new();

    public IReadOnlyList<string> Ids => [.. byId.Keys];

    public DateTimeOffset? NextExpiry
    {
        get
        {
            DropStale();
            return expiries.TryPeek(out _, out var until) ? until : null;
        }
    }

    public void Add(LeasedMessage leased)
    {
        byId[leased.Message.Id] = leased;
        expiries.Enqueue((leased.Message.Id, leased.Token), leased.Until);
    }

    public bool Holds(string id, string token) => byId.TryGetValue(id, out var leased) && leased.Token == token;

    public LeasedMessage? Renew(LeasedMessage message, DateTimeOffset until)
    {
        if (!Holds(message.Message.Id, message.Token))
            return null;
        var renewed = message with { Until = until };
        Add(renewed);
        return renewed;
    }

    public bool Remove(string id) => byId.Remove(id);

    public LeasedMessage? TakeExpired(DateTimeOffset now)
    {
        DropStale();
        if (!expiries.TryPeek(out var entry, out var until) || until > now)
            return null;
        expiries.Dequeue();
        byId.Remove(entry.Id, out var expired);
        return expired;
    }

    private void DropStale()
    {
        while (expiries.TryPeek(out var entry, out var until))
        {
            if (byId.TryGetValue(entry.Id, out var leased) && leased.Token == entry.Token && leased.Until == until)
                return;
            expiries.Dequeue();
        }
    }
}
