using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Dialects;

/// <summary>
/// CloudEvents 1.0 over HTTP (https://cloudevents.io), in JSON with all in one body or in binary with the attributes as headers:
/// everything that happens, under the hub's own names, signed as Standard Webhooks are.
/// </summary>
internal static class CloudEvents
{
    private const string Version = "1.0";
    private const string Data = "application/json";
    private const string Prefix = "ce-";

    public static readonly Dialect Structured = new("cloudevents")
    {
        Description = "CloudEvents 1.0 in structured mode: attributes and data in one body.",
        Events = RecordEvents.All,
        Body = Body,
        Sign = StandardWebhooks.Sign,
        Verify = StandardWebhooks.Verify,
        Headers = Headers(null),
        Retries = RetrySchedule.OverADay,
        MediaType = "application/cloudevents+json",
        Times = Times.Milliseconds,
        WhyNotSecret = StandardSecret.WhyNot,
    };

    public static readonly Dialect Binary = new("cloudevents-binary")
    {
        Description = "CloudEvents 1.0 in binary mode: the attributes are headers, the body is the data alone.",
        Events = RecordEvents.All,
        Body = RecordEvents.DataOf,
        Sign = SignWithAttributes,
        Verify = StandardWebhooks.Verify,
        Headers = Headers(Prefix + "type"),
        Retries = RetrySchedule.OverADay,
        MediaType = Data,
        Times = Times.Milliseconds,
        WhyNotSecret = StandardSecret.WhyNot,
    };

    /// <summary>
    /// An attribute as a header has it, by section 3.1.3.2 of the HTTP protocol binding: of its UTF-8, whatever is no visible
    /// ASCII, and quotes and percent signs, percent-encoded.
    /// </summary>
    internal static string HeaderValue(string attribute)
    {
        var written = new StringBuilder(attribute.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(attribute))
            if (octet is > 0x20 and < 0x7f and not (byte)'"' and not (byte)'%')
                written.Append((char)octet);
            else
                written.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        return written.ToString();
    }

    private static DialectHeaders Headers(string? name) =>
        StandardWebhooks.Headers with
        {
            Reserved = [.. StandardWebhooks.Headers.Reserved, Prefix],
            Event = name,
            Texts = new Dictionary<string, string>(StandardWebhooks.Headers.Texts)
            {
                [Prefix + "specversion"] = "The version of CloudEvents.",
                [Prefix + "id"] = "The event's ID, the same however often it arrives.",
                [Prefix + "source"] = "The organization it happened in.",
                [Prefix + "time"] = "When it happened.",
            },
        };

    private static string SourceOf(OrganizationId organization) => $"urn:uuid:{organization.Value}";

    private static void SignWithAttributes(HttpRequestHeaders headers, in Sending sending)
    {
        var told = sending.Event;
        Span<(string, string)> attributes =
        [
            ("specversion", Version),
            ("id", told.Id.ToString()),
            ("source", SourceOf(told.Organization)),
            ("type", told.Name),
            ("time", told.Timestamp),
        ];
        foreach (var (name, value) in attributes)
            headers.TryAddWithoutValidation(Prefix + name, HeaderValue(value));
        StandardWebhooks.Sign(headers, sending);
    }

    /// <summary>The context attributes of its section 3.1, without extensions.</summary>
    private static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Choice("specversion", "The version of CloudEvents.", [Version], _ => Version)
            .Uuid("id", "The event's ID, the same however often it arrives.", happened => happened.Id)
            .Text("source", "The organization it happened in.", happened => SourceOf(happened.Organization))
            .Choice("type", "The event's name.", [one.Name], _ => one.Name)
            .Instant("time", "When it happened.", happened => happened.At)
            .Choice("datacontenttype", "What the data is.", [Data], _ => Data)
            .Object("data", "What happened, and to what.", RecordEvents.DataOf(one), happened => happened);
}
