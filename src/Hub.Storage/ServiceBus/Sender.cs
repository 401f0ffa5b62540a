using Azure.Messaging.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Amqp;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus;

/// <summary>Puts messages on the queue, due now or later.</summary>
internal sealed class Sender(AmqpSender link, TimeProvider time)
{
    /// <summary>
    /// No limit of the service is documented; a message due later than this comes back for another hop, so that neither an
    /// undocumented limit nor a change of plan at the service can hold it.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    public Task Send(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation)
    {
        var sent = messages
            .DistinctBy(static one => one.Id, StringComparer.Ordinal)
            .Select(one => Written(new Envelope(one), one.Due))
            .ToList();
        return sent.Count == 0 ? Task.CompletedTask : link.Send(sent, cancellation);
    }

    public Task Send(Envelope envelope, DateTimeOffset due, CancellationToken cancellation) =>
        link.Send(Written(envelope, due), cancellation);

    private ServiceBusMessage Written(Envelope envelope, DateTimeOffset due) =>
        EnvelopeProperties.Write(envelope, EnqueueAt(due));

    /// <summary>The next whole millisecond, since that is how fine the service's clock is: never early.</summary>
    private DateTimeOffset? EnqueueAt(DateTimeOffset due)
    {
        var now = time.GetUtcNow();
        if (due <= now)
            return null;
        var at = due - now < Horizon ? due : now + Horizon;
        var part = at.UtcTicks % TimeSpan.TicksPerMillisecond;
        return part == 0 ? at : at.AddTicks(TimeSpan.TicksPerMillisecond - part);
    }
}
