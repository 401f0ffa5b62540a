namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>Tests waiting for a queue to reach a state; they cost nothing while there are none.</summary>
internal sealed class Observers
{
    private readonly List<(Func<QueueCounts, bool> Condition, TaskCompletionSource<QueueCounts> Met)> waiting = [];

    public Task<QueueCounts> Add(Func<QueueCounts, bool> condition, Func<QueueCounts> count)
    {
        var met = new TaskCompletionSource<QueueCounts>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add((condition, met));
        Notify(count);
        return met.Task;
    }

    public void Notify(Func<QueueCounts> count)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var counts = count();
        waiting.RemoveAll(observer => observer.Condition(counts) && observer.Met.TrySetResult(counts));
    }
}
