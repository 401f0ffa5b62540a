using System.Net.Http.Headers;
using System.Text;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Dialects;

/// <summary>
/// Standard Webhooks (https://www.standardwebhooks.com): everything that happens, under the hub's own names, in an envelope
/// of type, timestamp and data.
/// </summary>
internal static class StandardWebhooks
{
    public static readonly DialectHeaders Headers = new("webhook-signature", ["webhook-"], null, "webhook-id")
    {
        Texts = new Dictionary<string, string>
        {
            ["webhook-signature"] =
                "v1, and the HMAC-SHA256 of webhook-id, webhook-timestamp and the body with dots between them, in base64; the key "
                + "is the bytes behind whsec_. With a private key as the secret it is v1a, and an Ed25519 signature of the same. While "
                + "a secret is rotated there are two, with a space between.",
            ["webhook-timestamp"] = "The time of the attempt, in Unix seconds; refuse what is older than some minutes.",
        },
    };

    public static readonly Dialect Dialect = new("standard")
    {
        Description = "Standard Webhooks: everything that happens, in an envelope of type, timestamp and data.",
        Events = RecordEvents.All,
        Body = Body,
        Sign = Sign,
        Verify = Verify,
        Headers = Headers,
        Retries = RetrySchedule.OverADay,
        Times = Times.Milliseconds,
        WhyNotSecret = StandardSecret.WhyNot,
    };

    private static readonly DeliveryIds Ids = DeliveryIds.Ulid("msg_");

    /// <summary>What is signed is the id, the time of the attempt and the body, with dots between them.</summary>
    public static void Sign(HttpRequestHeaders headers, in Sending sending)
    {
        var attempt = sending.Attempt;
        var id = Ids.TextOf(attempt.DeliveryId);
        var timestamp = WireTime.Text(attempt.Now, Times.Unix);
        var content = Content(id, timestamp, sending.Body);
        headers.TryAddWithoutValidation("webhook-id", id);
        headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        headers.TryAddWithoutValidation("webhook-signature", Signatures(attempt, content));
    }

    public static bool Verify(Received received, string secret) =>
        received.Header("webhook-id") is { } id
        && received.Header("webhook-timestamp") is { } timestamp
        && received.Header("webhook-signature") is { } signatures
        && StandardSecret.Verifies(secret, Content(id, timestamp, received.Body), signatures.Split(' '));

    private static Shape<HubEvent> Body(EventDefinition one) =>
        new Shape<HubEvent>()
            .Choice("type", "The event's name.", [one.Name], _ => one.Name)
            .Instant("timestamp", "When it happened.", happened => happened.At)
            .Uuid("id", "The event's ID, the same however often it arrives.", happened => happened.Id)
            .Uuid("organization_id", "The organization it happened in.", happened => happened.Organization.Value)
            .Object("data", "What happened, and to what.", RecordEvents.DataOf(one), happened => happened);

    /// <summary>
    /// While a rotation lasts, the new secret's and the old one's with a space between. Not every receiver's library looks
    /// past the first: with each refusal they change places.
    /// </summary>
    private static string Signatures(in Dispatch attempt, byte[] content)
    {
        var signature = StandardSecret.Sign(attempt.Secret, content);
        if (attempt.PreviousSecret is not { } previous)
            return signature;
        var old = StandardSecret.Sign(previous, content);
        return attempt.Refusals % 2 == 0 ? $"{signature} {old}" : $"{old} {signature}";
    }

    /// <summary>What is signed: id, time and body, with dots between them.</summary>
    public static byte[] Content(string id, string timestamp, byte[] body) =>
        [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
}
