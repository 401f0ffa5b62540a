using System.Collections.Concurrent;
using Hub.Delivery.Dialects;
using Hub.Delivery.Ports;
using Hub.Domain.Events;

namespace Hub.Delivery.Events;

/// <summary>
/// The newest events with what each dialect makes of them: rendered once, shared by all deliveries. Others are read
/// from the log.
/// </summary>
public sealed class EventCache(IEventLog log)
{
    private const int Capacity = 8192;

    private readonly ConcurrentDictionary<Guid, CachedEvent> events = new();
    private readonly ConcurrentQueue<Guid> order = new();

    public CachedEvent Add(HubEvent happened)
    {
        var cached = new CachedEvent(happened);
        if (!events.TryAdd(happened.Id, cached))
            return events.GetValueOrDefault(happened.Id, cached);
        order.Enqueue(happened.Id);
        if (order.Count > Capacity && order.TryDequeue(out var oldest))
            events.TryRemove(oldest, out _);
        return cached;
    }

    public ValueTask<CachedEvent?> Get(EventReference reference, CancellationToken cancellation) =>
        events.TryGetValue(reference.Id, out var cached) ? new(cached) : new(Read(reference, cancellation));

    private async Task<CachedEvent?> Read(EventReference reference, CancellationToken cancellation) =>
        await log.Get(reference, cancellation) is { } happened ? Add(happened) : null;
}

/// <summary>An event with its renderings.</summary>
public sealed class CachedEvent(HubEvent happened)
{
    private readonly ConcurrentDictionary<Dialect, RenderedEvent> renderings = new(1, 2);

    public HubEvent Event => happened;

    public RenderedEvent In(Dialect dialect) =>
        renderings.TryGetValue(dialect, out var known)
            ? known
            : renderings.GetOrAdd(dialect, static (dialect, happened) => dialect.Render(happened), happened);
}
