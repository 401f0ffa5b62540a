using System.Text;
using System.Text.Json;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>The body of a batch send. All of its messages are taken, or none.</summary>
internal static class Batch
{
    public const string ContentType = "application/vnd.microsoft.servicebus.json";

    public static IReadOnlyList<SentMessage>? Parse(byte[] body, out Reply refusal)
    {
        try
        {
            var messages = new List<SentMessage>();
            foreach (var item in JsonSerializer.Deserialize<BatchedMessage[]>(body) ?? [])
            {
                if (item.Read(out refusal) is not { } message)
                {
                    return null;
                }

                messages.Add(message);
            }

            refusal = messages.Count > 0 ? Reply.Ok : Reply.Error(400, "The batch has no messages.");
            return messages.Count > 0 ? messages : null;
        }
        catch (JsonException e)
        {
            refusal = Reply.Error(400, $"The batch cannot be read: {e.Message}");
            return null;
        }
    }

    private sealed record BatchedMessage(
        string? Body,
        BrokerProperties? BrokerProperties,
        Dictionary<string, JsonElement>? UserProperties
    )
    {
        public SentMessage? Read(out Reply refusal)
        {
            var properties = new List<CustomProperty>();
            foreach (var (name, value) in UserProperties ?? [])
            {
                // A property that cannot be a header could be sent but never received over HTTP.
                if (!IsHeaderName(name) || CustomProperty.FromJson(value) is not { } literal)
                {
                    refusal = Reply.Error(400, $"The user property {name} has no form over HTTP.");
                    return null;
                }

                properties.Add(new CustomProperty(name, literal));
            }

            if (BrokerProperties?.ScheduledEnqueueTimeUtc is not null)
            {
                // Its date format inside a batch is not documented; a sender must not count on any.
                refusal = Reply.Error(400, "ScheduledEnqueueTimeUtc cannot be set inside a batch.");
                return null;
            }

            var body = Encoding.UTF8.GetBytes(Body ?? "");
            return MessageCheck.Check(BrokerProperties ?? new(), properties, contentType: null, body, out refusal);
        }

        private static bool IsHeaderName(string name) =>
            name.Length > 0
            && !CustomProperty.IsReserved(name)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
    }
}
