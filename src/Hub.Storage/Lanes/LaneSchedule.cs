using Hub.Domain.Documents;

namespace Hub.Storage.Lanes;

/// <summary>Which lane has something due when; each lane is in it at most once.</summary>
internal sealed class LaneSchedule<T>
    where T : HeldMessage
{
    private readonly SortedSet<Lane<T>> lanes = new(
        Comparer<Lane<T>>.Create(
            static (one, other) =>
                one.WakesAt != other.WakesAt
                    ? one.WakesAt.CompareTo(other.WakesAt)
                    : string.CompareOrdinal(one.Name, other.Name)
        )
    );

    public DateTimeOffset? Next => lanes.Min is { } first ? FieldValue.FromMicroseconds(first.WakesAt) : null;

    /// <summary>At the place from where the store is to be read, or not at all when there is none.</summary>
    public void Set(Lane<T> lane)
    {
        if (lane.WakesAt == lane.ScanFrom.Due)
            return;
        lanes.Remove(lane);
        lane.WakesAt = lane.ScanFrom.Due;
        if (lane.WakesAt != LanePosition.End.Due)
            lanes.Add(lane);
    }

    public Lane<T>? TakeDue(long now)
    {
        if (lanes.Min is not { } first || first.WakesAt > now)
            return null;
        lanes.Remove(first);
        first.WakesAt = LanePosition.End.Due;
        return first;
    }
}
