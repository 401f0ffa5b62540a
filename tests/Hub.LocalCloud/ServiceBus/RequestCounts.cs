using System.Numerics;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>How often each operation was asked for, refused and struck ones included.</summary>
internal sealed class RequestCounts
{
    private readonly Lock gate = new();
    private readonly int[] counts = new int[BitOperations.Log2((uint)ServiceBusOperation.Any) + 1];
    private readonly List<(ServiceBusOperation Operations, int Count, TaskCompletionSource Met)> waiting = [];

    public void Add(ServiceBusOperation operation)
    {
        lock (gate)
        {
            counts[BitOperations.Log2((uint)operation)]++;
            Notify();
        }
    }

    public int Of(ServiceBusOperation operations)
    {
        lock (gate)
        {
            return Sum(operations);
        }
    }

    public Task WaitFor(ServiceBusOperation operations, int count)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((operations, count, met));
            Notify();
        }

        return met.Task;
    }

    private void Notify() =>
        waiting.RemoveAll(observer => Sum(observer.Operations) >= observer.Count && observer.Met.TrySetResult());

    private int Sum(ServiceBusOperation operations)
    {
        var sum = 0;
        for (var bit = 0; bit < counts.Length; bit++)
        {
            sum += operations.HasFlag((ServiceBusOperation)(1 << bit)) ? counts[bit] : 0;
        }

        return sum;
    }
}
