using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Delivery.Dialects.Shapes;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>One system's way of telling: its event names, envelope, headers, signature and retries.</summary>
public abstract class Dialect
{
    public const string TestPing = "test.ping";

    /// <summary>The delivery that samples are of.</summary>
    internal static readonly Guid SampleDelivery = new("0198a3f0-5c2e-7b6d-9f41-3a7d5e2c8b10");

    /// <summary>What every test route sends; nobody subscribes to it.</summary>
    public static readonly EventDefinition Test = new(
        TestPing,
        Fact.TestPing,
        Scope.TicketsRead,
        "Somebody asked for a test of the connection."
    );

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly FrozenDictionary<Fact, Told> byFact;
    private readonly FrozenDictionary<string, EventDefinition> byName;

    /// <summary>What the dialect makes of a fact.</summary>
    private sealed record Told(string Name, Shape<HubEvent> Body);

    private protected Dialect(
        string name,
        IReadOnlyList<EventDefinition> events,
        Func<EventDefinition, Shape<HubEvent>> bodyOf,
        RetrySchedule schedule
    )
    {
        Name = name;
        Events = events;
        Schedule = schedule;
        byName = events.ToFrozenDictionary(one => one.Name);
        byFact = events.Prepend(Test).ToFrozenDictionary(one => one.Fact, one => new Told(one.Name, bodyOf(one)));
    }

    public string Name { get; }

    /// <summary>The events that a subscription may name.</summary>
    public IReadOnlyList<EventDefinition> Events { get; }

    public RetrySchedule Schedule { get; }

    public EventDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What the dialect calls the fact; nothing when it does not speak of it.</summary>
    public string? NameOf(Fact fact) => byFact.GetValueOrDefault(fact)?.Name;

    /// <summary>What the dialect calls the event; nothing when it does not tell of it.</summary>
    public string? NameOf(HubEvent happened) => Tells(happened) ? NameOf(happened.Fact) : null;

    /// <summary>The part of the body that all deliveries of the event share.</summary>
    public RenderedEvent Render(HubEvent happened)
    {
        var buffer = RenderBuffer.Rent();
        var (name, body) = byFact[happened.Fact];
        body.Write(buffer.Writer, happened);
        return RenderedEvent.Of(name, happened, buffer.Written, NamesDelivery);
    }

    /// <summary>Makes the request one attempt's: its exact bytes, its headers, its signatures.</summary>
    public void Compose(HttpRequestMessage request, RenderedEvent rendered, in Dispatch dispatch)
    {
        var body = rendered.BodyFor(dispatch.DeliveryId);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = Json;
        AddHeaders(request.Headers, rendered, body, dispatch);
    }

    /// <summary>A body of the event, as a receiver would get it.</summary>
    public JsonElement SampleOf(EventDefinition one)
    {
        var sample = Kinds.SampleOf(one.Fact);
        return JsonElement.Parse(Render(sample).BodyFor(SampleDelivery));
    }

    /// <summary>The JSON Schema of the event's bodies; plain enough to be a Swagger 2.0 schema too.</summary>
    public JsonElement SchemaOf(EventDefinition one) =>
        JsonElement.Parse(byFact[one.Fact].Body.Schema().ToJsonString());

    /// <summary>Whether the body has a gap for the delivery's id; the first of its kind in the body is it.</summary>
    protected virtual bool NamesDelivery => false;

    /// <summary>A dialect may speak of a fact and still keep some of its events to itself.</summary>
    protected virtual bool Tells(HubEvent happened) => true;

    protected abstract void AddHeaders(
        HttpRequestHeaders headers,
        RenderedEvent rendered,
        byte[] body,
        in Dispatch dispatch
    );
}
