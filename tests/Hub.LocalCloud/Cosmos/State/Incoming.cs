using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.LocalCloud.Cosmos.Gateway;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>An item as it arrived, checked for what the service insists on.</summary>
internal sealed record Incoming(string Id, JsonElement Json, int? TimeToLive, int Size)
{
    public const int MaximumSize = 2 * 1024 * 1024;
    private const int MaximumIdLength = 1023;

    public static (Incoming? Item, OperationResult Refusal) Parse(ReadOnlyMemory<byte> body)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(body.Span, new() { MaxDepth = 128 });
        }
        catch (JsonException)
        {
            return (null, OperationResult.Refused(400, "The input content is invalid because it is not JSON."));
        }

        if (
            json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("id", out var id)
            || id.ValueKind != JsonValueKind.String
        )
        {
            return (
                null,
                OperationResult.Refused(
                    400,
                    "The input content is invalid because the required property 'id' is missing."
                )
            );
        }

        var name = id.GetString()!;
        if (name.Length is 0 or > MaximumIdLength || name.AsSpan().IndexOfAny("/\\?#") >= 0)
        {
            return (
                null,
                OperationResult.Refused(
                    400,
                    "The input name is invalid: it is empty, too long, or has one of / \\ ? #."
                )
            );
        }

        if (!TryTimeToLive(json, out var timeToLive))
        {
            return (
                null,
                OperationResult.Refused(400, "The input ttl is invalid: it must be a positive integer or -1.")
            );
        }

        return body.Length > MaximumSize
            ? (null, OperationResult.Refused(413, "Request size is too large"))
            : (new Incoming(name, json, timeToLive, body.Length), default);
    }

    /// <summary>The stored form: what was sent, with the service's own properties in place of any that came along.</summary>
    public byte[] Stored(string rid, string self, string etag, long timestamp)
    {
        using var buffer = new MemoryStream(Size + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in Json.EnumerateObject())
            {
                if (property.Name is not ("_rid" or "_self" or "_etag" or "_attachments" or "_ts" or "_lsn"))
                {
                    writer.WritePropertyName(property.Name);
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
                }
            }

            writer.WriteString("_rid", rid);
            writer.WriteString("_self", self);
            writer.WriteString("_etag", etag);
            writer.WriteString("_attachments", "attachments/");
            writer.WriteNumber("_ts", timestamp);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static bool TryTimeToLive(JsonElement json, out int? timeToLive)
    {
        timeToLive = null;
        if (!json.TryGetProperty("ttl", out var value))
        {
            return true;
        }

        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var seconds)
            && (seconds > 0 || seconds == -1)
        )
        {
            timeToLive = seconds;
            return true;
        }

        return false;
    }
}
