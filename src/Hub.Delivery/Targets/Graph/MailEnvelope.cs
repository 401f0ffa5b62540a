using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Delivery.Graph;

namespace Hub.Delivery.Targets.Graph;

/// <summary>
/// What stands on a mail beside its text. Sending is repeated when an answer is lost: the delivery's id in a header tells who has
/// the mail already. A mail that names nobody goes to the mailbox that it is sent from.
/// </summary>
internal static class MailEnvelope
{
    public const string DeliveryHeader = "x-hub-delivery";

    private const string Message = "message";
    private const string Headers = "internetMessageHeaders";
    private const string To = "toRecipients";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Recipients { get; } = [To, "ccRecipients", "bccRecipients"];

    /// <returns>The body as it is where it has no message.</returns>
    public static byte[] Complete(byte[] body, Uri address, Guid delivery)
    {
        using var parsed = JsonDocument.Parse(body);
        var whole = parsed.RootElement;
        if (
            whole.ValueKind != JsonValueKind.Object
            || !whole.TryGetProperty(Message, out var message)
            || message.ValueKind != JsonValueKind.Object
        )
            return body;
        var bytes = new ArrayBufferWriter<byte>(body.Length + 256);
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            json.WriteStartObject();
            foreach (var one in whole.EnumerateObject())
                if (one.NameEquals(Message))
                    Write(json, message, address, delivery);
                else
                    one.WriteTo(json);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement message, Uri address, Guid delivery)
    {
        json.WriteStartObject(Message);
        foreach (var one in message.EnumerateObject())
            if (one.Name != Headers && !Recipients.Contains(one.Name))
                one.WriteTo(json);
        var named = false;
        foreach (var list in Recipients)
            named |= WriteAddressed(json, list, Entries(message, list).Where(HasAddress).ToList());
        if (!named && GraphPath.MailboxOf(address) is { } mailbox)
            WriteMailbox(json, mailbox);
        json.WriteStartArray(Headers);
        foreach (var header in Entries(message, Headers).Where(static one => !IsOurs(one)))
            header.WriteTo(json);
        json.WriteStartObject();
        json.WriteString("name", DeliveryHeader);
        json.WriteString("value", delivery);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool WriteAddressed(Utf8JsonWriter json, string list, List<JsonElement> recipients)
    {
        if (recipients.Count == 0)
            return false;
        json.WriteStartArray(list);
        foreach (var one in recipients)
            one.WriteTo(json);
        json.WriteEndArray();
        return true;
    }

    private static void WriteMailbox(Utf8JsonWriter json, string mailbox)
    {
        json.WriteStartArray(To);
        json.WriteStartObject();
        json.WriteStartObject("emailAddress");
        json.WriteString("address", mailbox);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static IEnumerable<JsonElement> Entries(JsonElement message, string name) =>
        message.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : Enumerable.Empty<JsonElement>();

    private static bool HasAddress(JsonElement recipient) =>
        recipient.ValueKind == JsonValueKind.Object
        && recipient.TryGetProperty("emailAddress", out var one)
        && one.ValueKind == JsonValueKind.Object
        && one.TryGetProperty("address", out var address)
        && address is { ValueKind: JsonValueKind.String }
        && address.GetString() is { Length: > 0 };

    private static bool IsOurs(JsonElement header) =>
        header.ValueKind == JsonValueKind.Object
        && header.TryGetProperty("name", out var name)
        && name.ValueKind == JsonValueKind.String
        && DeliveryHeader.Equals(name.GetString(), StringComparison.OrdinalIgnoreCase);
}
