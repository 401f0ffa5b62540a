using System.Diagnostics.CodeAnalysis;
using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>Reads what a sender transfers: a message, or a batch whose data sections are messages each.</summary>
internal static class MessageReader
{
    private const uint BatchFormat = 0x80013700;
    private const string ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";

    public static bool IsBatch(AmqpMessage transfer) => transfer.MessageFormat == BatchFormat;

    public static IReadOnlyList<SentMessage>? Read(AmqpMessage transfer, out string refusal)
    {
        try
        {
            if (!IsBatch(transfer))
            {
                return Read(transfer, out SentMessage? single, out refusal) ? [single] : null;
            }

            var messages = new List<SentMessage>();
            refusal = "The batch has no messages.";
            foreach (var data in transfer.Has(SectionFlag.Data) ? transfer.DataBody : [])
            {
                using var message = Sections.Decode(data.Bytes());
                if (!Read(message, out var one, out refusal))
                {
                    return null;
                }

                messages.Add(one);
            }

            return messages.Count > 0 ? messages : null;
        }
        catch (AmqpException e)
        {
            refusal = $"The message cannot be read: {e.Message}";
            return null;
        }
    }

    public static bool Read(AmqpMessage message, [NotNullWhen(true)] out SentMessage? sent, out string refusal)
    {
        var properties = message.Has(SectionFlag.Properties) ? message.Properties : null;
        var application = message.Has(SectionFlag.ApplicationProperties) ? message.ApplicationProperties : null;
        var header = message.Has(SectionFlag.Header) ? message.Header : null;
        var annotations = message.Has(SectionFlag.MessageAnnotations)
            ? message.MessageAnnotations.Map.ToDictionary(entry => $"{entry.Key}", object? (entry) => entry.Value)
            : [];
        sent = new SentMessage(
            properties?.MessageId?.ToString(),
            TimeToLive(header, properties),
            annotations.GetValueOrDefault(ScheduledEnqueueTime) is DateTime due ? new DateTimeOffset(due) : null,
            new MessageContent(
                new Header { Durable = header?.Durable, Priority = header?.Priority },
                annotations,
                Bare(properties, application, message)
            )
        );
        refusal = MessageRules.Refusal(sent, properties, application, annotations) ?? "";
        return refusal.Length == 0;
    }

    // The header has it in 32 bits of milliseconds; what is longer only shows between the two times.
    private static TimeSpan? TimeToLive(Header? header, Properties? properties) =>
        properties is { CreationTime: { } created, AbsoluteExpiryTime: { } expires } ? expires - created
        : header?.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
        : null;

    private static byte[] Bare(Properties? properties, ApplicationProperties? application, AmqpMessage message)
    {
        IAmqpSerializable?[] head = [properties, application];
        return Sections.Encode([.. head.OfType<IAmqpSerializable>(), .. Sections.Body(message)]);
    }
}
