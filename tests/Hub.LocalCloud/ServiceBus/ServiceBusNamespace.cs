using System.Collections.Concurrent;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>The queues of one host, in memory, and what strikes those who use them.</summary>
internal sealed class ServiceBusNamespace(ServiceBusOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, QueueEntity> queues = new(StringComparer.OrdinalIgnoreCase);
    private CancellationTokenSource away = new();

    public ServiceBusOptions Options => options;

    public Faults Faults { get; } = new();

    public RequestCounts Requests { get; } = new();

    public IEnumerable<QueueEntity> All => queues.Values;

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

    /// <summary>Counts an operation, and says what is to go wrong with it.</summary>
    public Fault? Begin(ServiceBusOperation operation)
    {
        Requests.Add(operation);
        return Faults.Draw(operation);
    }

    /// <summary>A silence that lasts until the client gives up, or the host goes.</summary>
    public async Task UntilGone(CancellationToken client)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(client, away.Token);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends every silence.</summary>
    public void GoAway()
    {
        using var before = Interlocked.Exchange(ref away, new CancellationTokenSource());
        before.Cancel();
    }

    public void Dispose()
    {
        foreach (var queue in queues.Values)
        {
            queue.Dispose();
        }

        away.Dispose();
    }
}
