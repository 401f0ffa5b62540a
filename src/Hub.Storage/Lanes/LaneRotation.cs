namespace Hub.Storage.Lanes;

/// <summary>The lanes that may have something to give, taking turns. Not thread-safe: its owner locks it.</summary>
internal sealed class LaneRotation<T>
    where T : HeldMessage
{
    private readonly LinkedList<Lane<T>> lanes = new();

    public int Count => lanes.Count;

    public void Add(Lane<T> lane)
    {
        if (lane.InRotation)
            return;
        lane.InRotation = true;
        lanes.AddLast(lane);
    }

    /// <summary>The lane whose turn it is; its next one comes after all others'.</summary>
    public Lane<T> Next()
    {
        var node = lanes.First!;
        lanes.RemoveFirst();
        lanes.AddLast(node);
        return node.Value;
    }

    /// <summary>Takes out the lane that had the last turn.</summary>
    public void RemoveLast()
    {
        lanes.Last!.Value.InRotation = false;
        lanes.RemoveLast();
    }
}
