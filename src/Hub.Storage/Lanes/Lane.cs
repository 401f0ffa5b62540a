using Hub.Domain.Documents;
using Hub.Ports.Queue;

namespace Hub.Storage.Lanes;

/// <summary>A place in a lane's order. Everything before it that is stored is also in memory.</summary>
internal readonly record struct LanePosition(long Due, string Id) : IComparable<LanePosition>
{
    public static readonly LanePosition Start = new(long.MinValue, "");
    public static readonly LanePosition End = new(long.MaxValue, "");

    public static LanePosition Of(QueueMessage message) => new(FieldValue.Microseconds(message.Due), message.Id);

    public int CompareTo(LanePosition other) =>
        Due != other.Due ? Due.CompareTo(other.Due) : string.CompareOrdinal(Id, other.Id);
}

/// <summary>One lane: what is ready in memory, and from where on the engine's store may hold more.</summary>
internal sealed class Lane<T>(string name)
    where T : HeldMessage
{
    public string Name { get; } = name;

    public Queue<T> Ready { get; } = new();

    /// <summary>
    /// The first message that may be stored only; <see cref="LanePosition.End"/> when there is none, as always where a
    /// service hands its messages out.
    /// </summary>
    public LanePosition ScanFrom { get; set; } = LanePosition.End;

    public bool InRotation { get; set; }

    /// <summary>A scan of it is under way.</summary>
    public bool IsScanned { get; set; }

    /// <summary>Its place in the <see cref="LaneSchedule{T}"/>.</summary>
    public long WakesAt { get; set; } = LanePosition.End.Due;

    public bool IsDueAt(long now) => Ready.Count > 0 || ScanFrom.Due <= now;

    /// <summary>Takes a message back out of memory; answers how many that were.</summary>
    public int Withdraw(T message)
    {
        var before = Ready.Count;
        for (var left = before; left > 0; left--)
            if (Ready.Dequeue() is var ready && ready != message)
                Ready.Enqueue(ready);
        return before - Ready.Count;
    }

    public List<T> WithdrawBeyond(int staying)
    {
        var withdrawn = new List<T>();
        for (var (at, count) = (0, Ready.Count); at < count; at++)
            if (Ready.Dequeue() is var ready && at < staying)
                Ready.Enqueue(ready);
            else
                withdrawn.Add(ready);
        return withdrawn;
    }
}
