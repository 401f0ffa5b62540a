namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>Remembers the ids sent within the window. A repeat does not extend it.</summary>
internal sealed class DuplicateWindow(TimeSpan length)
{
    private readonly HashSet<string> seen = [];
    private readonly Queue<(string Id, DateTimeOffset Until)> order = [];

    public bool Admits(string id, DateTimeOffset now)
    {
        while (order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            seen.Remove(order.Dequeue().Id);
        }

        if (!seen.Add(id))
        {
            return false;
        }

        order.Enqueue((id, now + length));
        return true;
    }
}
