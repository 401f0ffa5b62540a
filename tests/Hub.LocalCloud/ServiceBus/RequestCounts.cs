using System.Numerics;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>How many requests came for each operation, refused and struck ones included.</summary>
internal sealed class RequestCounts
{
    private readonly int[] counts = new int[BitOperations.Log2((uint)ServiceBusOperation.Any) + 1];

    public void Add(ServiceBusOperation operation) =>
        Interlocked.Increment(ref counts[BitOperations.Log2((uint)operation)]);

    public int Of(ServiceBusOperation operations)
    {
        var sum = 0;
        for (var bit = 0; bit < counts.Length; bit++)
        {
            sum += operations.HasFlag((ServiceBusOperation)(1 << bit)) ? Volatile.Read(ref counts[bit]) : 0;
        }

        return sum;
    }
}
