using System.Buffers;
using System.Text.Json;
using Hub.Delivery.Egress;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// What a receiver wants to read, as data: how text is made safe in its messages, how large they may be, how fast they may come,
/// what its answers mean.
/// </summary>
public sealed class Target(string name)
{
    /// <summary>As subscriptions name it.</summary>
    public string Name { get; } = name;

    /// <summary>As people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string Description { get; init; }

    public string MediaType { get; init; } = "application/json";

    /// <summary>How values are written inside its messages.</summary>
    public required TargetText Text { get; init; }

    /// <summary>The largest message, in the units of <see cref="Measure"/>.</summary>
    public required int Limit { get; init; }

    /// <summary>How large a message is; bytes unless the target counts otherwise.</summary>
    public Func<ReadOnlyMemory<byte>, int> Measure { get; init; } = static body => body.Length;

    /// <summary>What else must hold for a message, in sentences; nothing where all is well.</summary>
    public Func<ReadOnlyMemory<byte>, IEnumerable<string>> WhyNot { get; init; } = static _ => [];

    /// <summary>The least time between two requests to one address; none where only its answers say.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Why an address cannot be one of the target's, and what to do about it; nothing when it can.</summary>
    public Func<Uri, string?> WhyNotAddress { get; init; } = static _ => null;

    /// <summary>What is suspicious about an address that is taken all the same; nothing when nothing is.</summary>
    public Func<Uri, string?> Remark { get; init; } = static _ => null;

    /// <summary>The address a message goes to, where the target wants more said there than its owner wrote.</summary>
    public Func<Uri, Uri> Address { get; init; } = static address => address;

    /// <summary>
    /// The member of the message that its owner wrote into the address, where the target wants it in the body: a name and a
    /// value that no template knows, since it is a credential.
    /// </summary>
    public Func<Uri, KeyValuePair<string, string>?> FromAddress { get; init; } = static _ => null;

    /// <summary>Whether a 2xx is an acknowledgement.</summary>
    public Func<EgressResult, bool> Acknowledges { get; init; } = static result => result.Acknowledged;

    /// <summary>For an answer after which nothing will ever be taken there: what the owner must do. Nothing for all others.</summary>
    public Func<EgressResult, string?> Advice { get; init; } = static _ => null;

    /// <summary>What is said of an acknowledged delivery, where an acknowledgement promises less than it seems to.</summary>
    public string? Promise { get; init; }

    /// <summary>How long it asks to wait, where it says so elsewhere than in Retry-After.</summary>
    public Func<EgressResult, TimeSpan?> RetryAfter { get; init; } = static result => result.RetryAfter;

    /// <summary>Writes the smallest message that says one line, and nothing that comes from an event's data.</summary>
    public Action<Utf8JsonWriter, string> Minimal { get; init; } =
        static (json, line) =>
        {
            json.WriteStartObject();
            json.WriteString("text", line);
            json.WriteEndObject();
        };

    /// <summary>What is sent where no template makes a message, the shipped one included.</summary>
    public byte[] MinimalMessage(IReadOnlyList<TemplateEvent> events)
    {
        var types = events.Select(one => one.Type).Distinct(StringComparer.Ordinal).Take(5);
        var line =
            $"{string.Join(", ", types)}: {(events.Count == 1 ? "one event" : $"{events.Count} events")} that no template could show.";
        return Written(json => Minimal(json, line));
    }

    /// <summary>The body as it goes to an address: with what <see cref="FromAddress"/> finds there before everything else.</summary>
    public byte[] BodyFor(Uri address, byte[] body)
    {
        if (FromAddress(address) is not { } member)
            return body;
        using var message = JsonDocument.Parse(body);
        return message.RootElement.ValueKind != JsonValueKind.Object
            ? body
            : Written(json =>
            {
                json.WriteStartObject();
                json.WriteString(member.Key, member.Value);
                foreach (var one in message.RootElement.EnumerateObject().Where(one => one.Name != member.Key))
                    one.WriteTo(json);
                json.WriteEndObject();
            });
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Compact))
            write(json);
        return bytes.WrittenSpan.ToArray();
    }

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
