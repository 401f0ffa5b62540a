using Hub.Ports.Queue;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>The messages in memory, ready or leased, by id. Not thread-safe: its owner locks it.</summary>
internal sealed class HeldMessages
{
    /// <summary>Messages kept in memory by all lanes, and by one of them once that is reached; the rest wait in the table.</summary>
    private const int Most = 65_536;
    private const int FewPerLane = 64;
    private const int ManyPerLane = 4096;

    private readonly Dictionary<string, TableMessage> byId = new(StringComparer.Ordinal);

    /// <summary>How many of one lane may be ready in memory.</summary>
    public int MostPerLane => byId.Count < Most ? ManyPerLane : FewPerLane;

    public IReadOnlyList<string> LeasedIds =>
        [.. byId.Values.Where(static one => one.IsLeased).Select(static one => one.Message.Id)];

    /// <summary>The due times of fresh messages that are ready without a row in the table.</summary>
    public IReadOnlyList<DateTimeOffset> UnwrittenDues =>
        [.. byId.Values.Where(static one => !one.IsLeased && !one.IsWritten).Select(static one => one.Message.Due)];

    public bool Has(string id) => byId.ContainsKey(id);

    public void Add(TableMessage message) => byId.Add(message.Message.Id, message);

    public void Remove(TableMessage message) => byId.Remove(message.Message.Id);

    public TableMessage? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The message, as long as the lease holds.</summary>
    public TableMessage? Find(LeasedMessage leased) =>
        Find(leased.Message.Id) is { } message && message.IsHeldBy(leased) ? message : null;
}
