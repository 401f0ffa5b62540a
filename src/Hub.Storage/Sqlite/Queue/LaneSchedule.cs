using Hub.Domain.Documents;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>Which lane has something due when; each lane is in it at most once.</summary>
internal sealed class LaneSchedule
{
    private readonly SortedSet<Lane> lanes = new(
        Comparer<Lane>.Create(
            static (one, other) =>
                one.WakesAt != other.WakesAt
                    ? one.WakesAt.CompareTo(other.WakesAt)
                    : string.CompareOrdinal(one.Name, other.Name)
        )
    );

    public DateTimeOffset? Next => lanes.Min is { } first ? FieldValue.FromMicroseconds(first.WakesAt) : null;

    /// <summary>At the place from where the table is to be read, or not at all when there is none.</summary>
    public void Set(Lane lane)
    {
        if (lane.WakesAt == lane.ScanFrom.Due)
            return;
        lanes.Remove(lane);
        lane.WakesAt = lane.ScanFrom.Due;
        if (lane.WakesAt != LanePosition.End.Due)
            lanes.Add(lane);
    }

    public Lane? TakeDue(long now)
    {
        if (lanes.Min is not { } first || first.WakesAt > now)
            return null;
        lanes.Remove(first);
        first.WakesAt = LanePosition.End.Due;
        return first;
    }
}
