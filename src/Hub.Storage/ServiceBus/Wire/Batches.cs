using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>Bodies of batch sends: JSON arrays, each within the size that the service takes as one message.</summary>
internal static class Batches
{
    public const string ContentType = "application/vnd.microsoft.servicebus.json";

    /// <summary>256 KB on the Standard tier, less what the service adds to each message.</summary>
    public const int LargestBatch = 224 * 1024;

    private const int MostMessages = 500;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Splits the messages; one that is too large for a batch even alone is handed to <paramref name="tooLarge"/>.</summary>
    public static List<ReadOnlyMemory<byte>> Split(IEnumerable<Envelope> envelopes, Action<Envelope> tooLarge)
    {
        var batches = new List<ReadOnlyMemory<byte>>();
        var batch = new ArrayBufferWriter<byte>();
        var messages = 0;
        foreach (var envelope in envelopes)
        {
            var item = Write(envelope);
            if (item.Length + 2 > LargestBatch)
            {
                tooLarge(envelope);
                continue;
            }
            if (messages == MostMessages || batch.WrittenCount + item.Length + 2 > LargestBatch)
                Close();
            batch.Write(messages++ == 0 ? "["u8 : ","u8);
            batch.Write(item);
        }
        if (messages > 0)
            Close();
        return batches;

        void Close()
        {
            batch.Write("]"u8);
            batches.Add(batch.WrittenMemory);
            (batch, messages) = (new ArrayBufferWriter<byte>(), 0);
        }
    }

    private static ReadOnlySpan<byte> Write(Envelope envelope)
    {
        var item = new ArrayBufferWriter<byte>(envelope.Message.Body.Length + 512);
        using var json = new Utf8JsonWriter(item, Json);
        json.WriteStartObject();
        json.WriteString("Body"u8, envelope.Message.Body.Span);
        json.WriteStartObject(BrokerProperties.Header);
        json.WriteString(nameof(BrokerProperties.MessageId), envelope.MessageId);
        json.WriteString(nameof(BrokerProperties.Label), envelope.Message.Lane);
        json.WriteEndObject();
        json.WriteStartObject("UserProperties"u8);
        foreach (var (name, value) in EnvelopeProperties.Of(envelope))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return item.WrittenSpan;
    }
}
