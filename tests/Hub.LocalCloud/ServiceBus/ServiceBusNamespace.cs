using System.Collections.Concurrent;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>The queues of one host, in memory, and what strikes their requests.</summary>
internal sealed class ServiceBusNamespace(ServiceBusOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, QueueEntity> queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource stopping = new();

    public ServiceBusOptions Options => options;

    public Faults Faults { get; } = new();

    public RequestCounts Requests { get; } = new();

    public CancellationToken Stopping => stopping.Token;

    public void Create(string name, QueueOptions settings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (
            name.Contains('/', StringComparison.Ordinal)
            || !queues.TryAdd(name, new QueueEntity(name, settings, options.Time))
        )
        {
            throw new ArgumentException($"'{name}' has a slash, or is a queue already.", nameof(name));
        }
    }

    public QueueEntity? Find(string name) => queues.GetValueOrDefault(name);

    /// <summary>Ends every long poll and every silence.</summary>
    public void Stop()
    {
        stopping.Cancel();
        foreach (var queue in queues.Values)
        {
            queue.Dispose();
        }
    }

    public void Dispose() => stopping.Dispose();
}
