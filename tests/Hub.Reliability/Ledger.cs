namespace Hub.Reliability;

/// <summary>What the hub acknowledged, and what the receivers got. An event is known by what was written, not by its id.</summary>
internal sealed class Ledger
{
    private readonly Lock gate = new();
    private readonly HashSet<string> acknowledged = [];
    private readonly Dictionary<(string Receiver, string Delivery), List<int>> lives = [];
    private readonly Dictionary<(string Receiver, string Event), HashSet<string>> deliveries = [];
    private readonly Dictionary<(string Receiver, string Event), int> arrived = [];

    public Signal Signal { get; } = new();

    /// <summary>Writes and arrivals so far.</summary>
    public int Activity { get; private set; }

    public int Arrivals { get; private set; }

    public int Acknowledged
    {
        get
        {
            lock (gate)
                return acknowledged.Count;
        }
    }

    public void Acknowledge(string happened)
    {
        lock (gate)
        {
            acknowledged.Add(happened);
            Activity++;
        }
        Signal.Changed();
    }

    /// <param name="life">Which start of the hub sent it.</param>
    /// <param name="accepted">Whether the receiver is about to acknowledge it.</param>
    public void Arrive(string receiver, string happened, string delivery, int life, bool accepted)
    {
        lock (gate)
        {
            Activity++;
            Arrivals++;
            Of(deliveries, (receiver, happened)).Add(delivery);
            if (accepted)
            {
                Of(lives, (receiver, delivery)).Add(life);
                arrived[(receiver, happened)] = arrived.GetValueOrDefault((receiver, happened)) + 1;
            }
        }
        Signal.Changed();
    }

    public IReadOnlyList<string> Missing(IReadOnlyList<string> receivers)
    {
        lock (gate)
            return
            [
                .. from receiver in receivers
                from happened in acknowledged
                where !arrived.ContainsKey((receiver, happened))
                select $"{receiver}: {happened}",
            ];
    }

    public IReadOnlyList<string> Renamed()
    {
        lock (gate)
            return
            [
                .. from known in deliveries
                where known.Value.Count > 1
                select $"{known.Key.Receiver}: {known.Key.Event} as {string.Join(", ", known.Value)}",
            ];
    }

    /// <summary>For each repeat, the life it was acknowledged in before and the one it came again in.</summary>
    public IReadOnlyList<(int Before, int Again)> Repeats()
    {
        lock (gate)
            return [.. lives.Values.SelectMany(all => all.Zip(all.Skip(1)))];
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key)
        where TKey : notnull
        where TValue : new() => all.TryGetValue(key, out var known) ? known : all[key] = new TValue();
}
