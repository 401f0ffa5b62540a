using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>A message as a receiver gets it: what the sender said, and what only the broker may say.</summary>
internal static class MessageWriter
{
    // Longer than the header's 32 bits can tell.
    private static readonly TimeSpan LongestInHeader = TimeSpan.FromMilliseconds(uint.MaxValue);

    public static AmqpMessage Write(MessageView view, string queue) =>
        AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([Head(view, queue), Bare(view)]), true);

    public static ArraySegment<byte> WriteBytes(MessageView view, string queue) =>
        (byte[])[.. Head(view, queue), .. Bare(view)];

    private static byte[] Head(MessageView view, string queue)
    {
        var content = view.Sent.Content;
        var header = new Header
        {
            Durable = content.Header.Durable,
            Priority = content.Header.Priority,
            Ttl = view.TimeToLive < LongestInHeader ? (uint)view.TimeToLive.TotalMilliseconds : null,
            // Deliveries before this one. Whoever only peeks is told of all that have been.
            DeliveryCount = (uint)(view.IsPeeked ? view.DeliveryCount : view.DeliveryCount - 1),
        };
        var annotations = new MessageAnnotations();
        foreach (var (name, value) in content.Annotations)
        {
            annotations.Map[name] = value;
        }

        annotations.Map["x-opt-sequence-number"] = view.SequenceNumber;
        annotations.Map["x-opt-enqueue-sequence-number"] = view.DeadLetter is null ? 0 : view.SequenceNumber;
        annotations.Map["x-opt-enqueued-time"] = view.EnqueuedTime.UtcDateTime;
        annotations.Map["x-opt-message-state"] = StateOf(view.State);
        if (view.Lock is { } held)
        {
            annotations.Map["x-opt-locked-until"] = held.Until.UtcDateTime;
        }

        if (view.DeadLetter is not null)
        {
            annotations.Map["x-opt-deadletter-source"] = queue;
        }

        return Sections.Encode([header, annotations]);
    }

    private static byte[] Bare(MessageView view)
    {
        var content = view.Sent.Content;
        var changes = view.Changes.ToDictionary();
        if (view.DeadLetter?.Code is { } reason)
        {
            changes["DeadLetterReason"] = reason;
        }

        if (view.DeadLetter?.Description is { } description)
        {
            changes["DeadLetterErrorDescription"] = description;
        }

        // The queue's ceiling shows only in the header otherwise, and these times take precedence.
        var isCapped = view.Sent.TimeToLive is { } wanted && wanted != view.TimeToLive;
        return changes.Count == 0 && !isCapped ? content.Bare : Rewrite(view, content.Bare, changes, isCapped);
    }

    private static byte[] Rewrite(MessageView view, byte[] bare, Dictionary<string, object?> changes, bool isCapped)
    {
        using var message = Sections.Decode(bare);
        var properties = message.Has(SectionFlag.Properties) ? message.Properties : new Properties();
        if (isCapped)
        {
            properties.CreationTime = view.EnqueuedTime.UtcDateTime;
            properties.AbsoluteExpiryTime = (view.EnqueuedTime + view.TimeToLive).UtcDateTime;
        }

        var application = message.Has(SectionFlag.ApplicationProperties)
            ? message.ApplicationProperties
            : new ApplicationProperties();
        foreach (var (name, value) in changes)
        {
            application.Map[name] = value;
        }

        return Sections.Encode([properties, application, .. Sections.Body(message)]);
    }

    private static int StateOf(MessageState state) =>
        state switch
        {
            MessageState.Deferred => 1,
            MessageState.Scheduled => 2,
            _ => 0,
        };
}
