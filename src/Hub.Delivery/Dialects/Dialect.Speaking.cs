using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Delivery.Egress;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Dialects;

public sealed partial class Dialect
{
    /// <summary>The delivery that samples are of.</summary>
    public static readonly Guid SampleDelivery = new("0198a3f0-5c2e-7b6d-9f41-3a7d5e2c8b10");

    private const string PlainSecret = "your_webhook_secret";

    private Prepared? prepared;

    /// <summary>Made of the declaration when it is first needed.</summary>
    private Prepared Ready => prepared ??= new Prepared(this);

    public EventDefinition? Find(string name) => Ready.ByName.GetValueOrDefault(name);

    /// <summary>Whether a subscription may have the name.</summary>
    public bool Knows(string name) => Find(name) is not null || Silent.Contains(name);

    /// <summary>The events that the fact may be told as.</summary>
    public IReadOnlyList<EventDefinition> Of(Fact fact) => Ready.ByFact.GetValueOrDefault(fact, []);

    /// <summary>What the dialect tells the event as; nothing when it does not tell of it.</summary>
    public EventDefinition? DefinitionOf(HubEvent happened)
    {
        if (!Ready.ByFact.TryGetValue(happened.Fact, out var candidates))
            return null;
        foreach (var one in candidates)
            if (one.Tells(happened))
                return one;
        return null;
    }

    /// <summary>The part of the body that all deliveries of the event share; nothing when it does not tell of it.</summary>
    public RenderedEvent? Render(HubEvent happened) => DefinitionOf(happened) is { } one ? Render(one, happened) : null;

    /// <summary>The event without a body, for a request that has another; nothing when the dialect does not tell of it.</summary>
    public RenderedEvent? Announce(HubEvent happened) =>
        DefinitionOf(happened) is { } one ? new RenderedEvent(one.Name, happened, [], this) : null;

    /// <summary>Makes the request one attempt's: its exact bytes, its headers, its signatures.</summary>
    public void Compose(HttpRequestMessage request, RenderedEvent rendered, in Dispatch dispatch)
    {
        if (Batching is null)
            Compose(request, rendered, rendered.BodyFor(IdIn(dispatch)), Ready.ContentType, dispatch);
        else
            Compose(request, [new(rendered, IdIn(dispatch))], dispatch);
    }

    /// <summary>Makes the request one attempt's at several deliveries, in their order.</summary>
    /// <param name="dispatch">Of the first of them.</param>
    public void Compose(HttpRequestMessage request, IReadOnlyList<Outgoing> batch, in Dispatch dispatch) =>
        Compose(request, batch[0].Event, Dialects.Batching.ListOf(batch), Ready.ContentType, dispatch);

    /// <summary>Makes the request one attempt's with a body that is not the dialect's own, which it signs as one of its own.</summary>
    /// <param name="announced">What the headers say of the event; of several, of the first.</param>
    public void Compose(
        HttpRequestMessage request,
        RenderedEvent announced,
        byte[] body,
        MediaTypeHeaderValue type,
        in Dispatch dispatch
    )
    {
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = type;
        Sign(request.Headers, new Sending(announced, body, dispatch));
    }

    /// <summary>The exact body of a delivery of the event alone; nothing when the dialect does not tell of it.</summary>
    /// <param name="complete">The event with what is around it.</param>
    public byte[]? BodyOf(HubEvent complete, Guid delivery, Guid subscription)
    {
        var id = NamesSubscription ? subscription : delivery;
        return Render(complete) is not { } rendered ? null
            : Batching is null ? rendered.BodyFor(id)
            : Dialects.Batching.ListOf([new(rendered, id)]);
    }

    /// <summary>The id that a body of the attempt names, where it names one.</summary>
    private Guid IdIn(in Dispatch dispatch) => NamesSubscription ? dispatch.Subscription : dispatch.DeliveryId;

    /// <summary>What came back, in the dialect's eyes.</summary>
    public EgressResult Judge(EgressResult result) => result.Judged(Acknowledges(result));

    /// <summary>A body of the event, as a receiver would get it.</summary>
    public JsonElement SampleOf(EventDefinition one) =>
        JsonElement.Parse(Render(one, one.SampleEvent).BodyFor(SampleDelivery));

    /// <summary>The body of an event that somebody asks for, of no delivery; nothing when the dialect does not tell of it.</summary>
    public JsonElement? BodyOf(HubEvent happened) =>
        Render(happened) is { } rendered ? JsonElement.Parse(rendered.BodyFor(Guid.Empty)) : null;

    /// <summary>The JSON Schema of the event's bodies; plain enough to be a Swagger 2.0 schema too.</summary>
    public JsonElement SchemaOf(EventDefinition one) =>
        JsonElement.Parse(Ready.Bodies[one].Schema(Times).ToJsonString());

    /// <summary>A secret that the dialect takes, which signs samples.</summary>
    public string SampleSecret => WhyNotSecret(PlainSecret) is null ? PlainSecret : StandardSecret.Sample;

    /// <summary>The headers of a request with <see cref="SampleOf"/>, beside that of its media type.</summary>
    public IReadOnlyList<(string Name, string Value)> SampleHeadersOf(EventDefinition one)
    {
        var happened = one.SampleEvent;
        using var request = new HttpRequestMessage();
        Compose(
            request,
            Render(one, happened),
            new Dispatch(SampleDelivery, 1, happened.At, SampleSecret, null, Subscription: SampleDelivery)
        );
        return [.. request.Headers.Select(header => (header.Key, string.Join(", ", header.Value)))];
    }

    private RenderedEvent Render(EventDefinition one, HubEvent happened)
    {
        var buffer = RenderBuffer.Rent();
        Ready.Bodies[one].Write(buffer.Writer, happened, Times);
        return new RenderedEvent(one.Name, happened, buffer.Written, this);
    }

    private sealed class Prepared
    {
        public Prepared(Dialect dialect)
        {
            EventDefinition[] all = [Test, .. dialect.Events];
            ByName = dialect.Events.ToFrozenDictionary(one => one.Name);
            ByFact = all.SelectMany(one => one.Facts.Select(fact => (fact, one)))
                .GroupBy(pair => pair.fact, pair => pair.one)
                .ToFrozenDictionary(group => group.Key, group => group.ToArray());
            Bodies = all.ToFrozenDictionary(one => one, dialect.Body);
            ContentType = new MediaTypeHeaderValue(dialect.MediaType);
        }

        public FrozenDictionary<string, EventDefinition> ByName { get; }

        public FrozenDictionary<Fact, EventDefinition[]> ByFact { get; }

        public FrozenDictionary<EventDefinition, Shape<HubEvent>> Bodies { get; }

        public MediaTypeHeaderValue ContentType { get; }
    }
}
