using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates;
using Hub.Domain.Events;
using Hub.Domain.Records;

namespace Hub.Delivery.Targets;

/// <summary>Events to try templates with: the hub's own samples, as templates see them, and what somebody wrote down.</summary>
public static class TemplateSamples
{
    private static readonly EventLinks Links = new("https://hub.example.com");

    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly IReadOnlyList<TemplateEvent> All =
    [
        .. Kinds
            .All.SelectMany(static kind => kind.Facts)
            .Append(Fact.TestPing)
            .Select(static fact => TemplateEvent.Of(TicketingSamples.Named(Kinds.SampleOf(fact)), Links))
            .OrderBy(static one => one.Family),
    ];

    /// <summary>One of everything that happens in the family; of a digest one of everything.</summary>
    public static IReadOnlyList<TemplateEvent> Of(Family family) =>
        family == Family.Digest ? All : [.. All.Where(one => one.Family == family)];

    /// <summary>The sample that stands beside a template: one event, or of a digest the first of each family in a list.</summary>
    public static byte[] Json(Family family)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            if (family != Family.Digest)
                Of(family)[0].Json.WriteTo(json);
            else
                WriteList(json, All.DistinctBy(static one => one.Family));
        }
        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<TemplateEvent> events)
    {
        json.WriteStartArray();
        foreach (var one in events)
            one.Json.WriteTo(json);
        json.WriteEndArray();
    }

    /// <summary>The events of a sample: one, or a list of them.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static IReadOnlyList<TemplateEvent> Parse(ReadOnlySpan<byte> sample)
    {
        var json = JsonElement.Parse(sample);
        return json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(TemplateEvent.Parse)]
            : [TemplateEvent.Parse(json)];
    }
}
