using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Delivery.Retries;
using Hub.Domain.Events;

namespace Hub.Delivery.Dialects;

/// <summary>One system's way of telling: its event names, its envelope, its headers and signature, its retries.</summary>
public abstract class Dialect
{
    public const string TestPing = "test.ping";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // A body of its own, never inside a page: only what JSON itself requires is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly string?[] names = new string?[Enum.GetValues<Fact>().Length];
    private readonly FrozenDictionary<string, EventDefinition> byName;

    protected Dialect(string name, IReadOnlyList<EventDefinition> events, RetrySchedule schedule)
    {
        Name = name;
        Events = events;
        Schedule = schedule;
        byName = events.ToFrozenDictionary(one => one.Name);
        names[(int)Fact.TestPing] = TestPing;
        foreach (var one in events)
            names[(int)one.Fact] = one.Name;
    }

    public string Name { get; }

    /// <summary>The events that a subscription may name.</summary>
    public IReadOnlyList<EventDefinition> Events { get; }

    public RetrySchedule Schedule { get; }

    public EventDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What the dialect calls the fact; nothing when it does not speak of it.</summary>
    public string? NameOf(Fact fact) => names[(int)fact];

    /// <summary>The part of the body that all deliveries of the event share.</summary>
    public RenderedEvent Render(HubEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        var name = NameOf(happened.Fact)!;
        WriteBody(writer, happened, name);
        writer.Flush();
        return RenderedEvent.Of(name, happened, buffer.WrittenSpan, NamesDelivery);
    }

    /// <summary>Makes the request one attempt's: its exact bytes, its headers, its signatures.</summary>
    public void Compose(HttpRequestMessage request, RenderedEvent rendered, in Dispatch dispatch)
    {
        var body = rendered.BodyFor(dispatch.DeliveryId);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = Json;
        AddHeaders(request.Headers, rendered, body, dispatch);
    }

    /// <summary>Whether the body has a gap for the delivery's id; the first of its kind in the body is it.</summary>
    protected virtual bool NamesDelivery => false;

    protected abstract void WriteBody(Utf8JsonWriter writer, HubEvent happened, string name);

    protected abstract void AddHeaders(
        HttpRequestHeaders headers,
        RenderedEvent rendered,
        byte[] body,
        in Dispatch dispatch
    );
}
