using System.Collections.Concurrent;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates;
using Hub.Domain.Events;
using Hub.Ports.Store;

namespace Hub.Delivery.Events;

/// <summary>
/// The events whose deliveries are under way, with what each dialect and template makes of them: rendered once, shared by all
/// deliveries, let go with the last of them. Others come with their messages, or are read from the log.
/// </summary>
public sealed class EventCache(IEventLog log)
{
    private const int Capacity = 8192;

    private readonly ConcurrentDictionary<Guid, CachedEvent> events = new();
    private readonly ConcurrentQueue<Guid> order = new();

    /// <summary>An event that so many deliveries are about to ask for.</summary>
    public void Expect(HubEvent happened, int deliveries) => Keep(happened).Expect(deliveries);

    /// <param name="enclosed">What came with the message that asks for it.</param>
    public ValueTask<CachedEvent?> Get(EventReference reference, string? enclosed, CancellationToken cancellation) =>
        events.TryGetValue(reference.Id, out var cached) ? new(cached)
        : EnclosedEvent.Read(enclosed, reference) is { } happened ? new(Keep(happened))
        : new(Read(reference, cancellation));

    /// <summary>What goes with each of so many messages; nothing when the event is not at hand, or too large for that.</summary>
    public string? Enclose(Guid id, int messages) =>
        events.TryGetValue(id, out var cached) ? EnclosedEvent.Write(cached.Event, messages) : null;

    /// <summary>One delivery of the event has had its attempt.</summary>
    public void Release(EventReference reference)
    {
        if (events.TryGetValue(reference.Id, out var cached) && cached.IsLastRelease())
            events.TryRemove(reference.Id, out _);
    }

    private CachedEvent Keep(HubEvent happened)
    {
        if (events.TryGetValue(happened.Id, out var known))
            return known;
        var cached = new CachedEvent(happened);
        if (!events.TryAdd(happened.Id, cached))
            return events.GetValueOrDefault(happened.Id, cached);
        order.Enqueue(happened.Id);
        if (order.Count > Capacity && order.TryDequeue(out var oldest))
            events.TryRemove(oldest, out _);
        return cached;
    }

    private async Task<CachedEvent?> Read(EventReference reference, CancellationToken cancellation) =>
        await log.Get(reference, cancellation) is { } happened ? Keep(happened) : null;
}

/// <summary>An event with its renderings.</summary>
public sealed class CachedEvent(HubEvent happened)
{
    private (Dialect Dialect, RenderedEvent Rendering)[] renderings = [];
    private (Template Template, RenderSettings Settings, Rendering Message)[] messages = [];
    private TemplateEvent? seen;
    private int expected;

    public HubEvent Event => happened;

    /// <summary>The event as templates see it; nothing when none has yet.</summary>
    public TemplateEvent? Seen => Volatile.Read(ref seen);

    /// <summary>Makes it seen, for all templates: whoever is beaten to it takes what is there.</summary>
    /// <param name="complete">The event with what is around it.</param>
    public TemplateEvent See(HubEvent complete, EventLinks links)
    {
        var made = TemplateEvent.Of(complete, links);
        return Interlocked.CompareExchange(ref seen, made, null) ?? made;
    }

    /// <summary>What the template made of it alone; made now when nobody asked before.</summary>
    public Rendering MessageOf(Template template, RenderSettings settings, TemplateEvent one)
    {
        var known = Volatile.Read(ref messages);
        foreach (var (by, under, message) in known)
            if (by == template && IsSame(under, settings))
                return message;
        var rendering = template.Render([one], settings);
        Interlocked.CompareExchange(ref messages, [.. known, (template, settings, rendering)], known);
        return rendering;
    }

    /// <summary>What the dialect made of it before; nothing when it has not been asked yet.</summary>
    public RenderedEvent? Known(Dialect dialect)
    {
        foreach (var one in Volatile.Read(ref renderings))
            if (one.Dialect == dialect)
                return one.Rendering;
        return null;
    }

    /// <summary>Nothing when the dialect does not tell of it.</summary>
    /// <param name="complete">The event with what is around it.</param>
    public RenderedEvent? In(Dialect dialect, HubEvent complete)
    {
        var known = Volatile.Read(ref renderings);
        if (dialect.Render(complete) is not { } rendered)
            return null;
        // Whoever is beaten to it has rendered once too often, and no more.
        Interlocked.CompareExchange(ref renderings, [.. known, (dialect, rendered)], known);
        return rendered;
    }

    /// <summary>Zones by their names: to compare their rules costs more than to render.</summary>
    private static bool IsSame(RenderSettings one, RenderSettings other) =>
        ReferenceEquals(one, other)
        || (
            one.Target == other.Target
            && one.Zone.Id == other.Zone.Id
            && one.Language == other.Language
            && one.RefuseTooLarge == other.RefuseTooLarge
        );

    internal void Expect(int deliveries) => Interlocked.Add(ref expected, deliveries);

    internal bool IsLastRelease() => Interlocked.Decrement(ref expected) == 0;
}
