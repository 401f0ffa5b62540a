using System.Text.Unicode;
using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Http;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus;

/// <summary>Puts messages on the queue: in batches what is due, singly what is scheduled.</summary>
internal sealed class Sender(ServiceBusQueueOptions options, RuntimeApi api, TimeProvider time)
{
    /// <summary>
    /// No limit of the service is documented; a message due later than this comes back for another hop, so that neither an
    /// undocumented limit nor a change of plan at the service can hold it.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(7);

    private const int RequestsAtOnce = 8;

    public async Task Send(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var single = new List<Envelope>();
        var batch = new List<Envelope>();
        foreach (var message in messages.DistinctBy(one => one.Id, StringComparer.Ordinal))
        {
            Check(message);
            // A batch carries its bodies as text; and how it says when to enqueue is not documented.
            var fits = message.Due <= now && Utf8.IsValid(message.Body.Span);
            (fits ? batch : single).Add(new Envelope(message));
        }
        if (batch.Count == 1)
            single.AddRange(batch);
        var batches = batch.Count > 1 ? Batches.Split(batch, single.Add) : [];
        // One after the other: messages that are due are handed out in the order in which they came.
        foreach (var body in batches)
            await api.SendBatch(options.Queue, body, cancellation);
        await Parallel.ForEachAsync(
            single,
            new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellation },
            async (envelope, token) => await Send(envelope, envelope.Message.Due, token)
        );
    }

    public Task Send(Envelope envelope, DateTimeOffset due, CancellationToken cancellation) =>
        api.Send(options.Queue, envelope, EnqueueAt(due), cancellation);

    public Task Bury(Envelope envelope, CancellationToken cancellation) =>
        api.Send(options.DeadLetters, envelope, null, cancellation);

    /// <summary>The next whole second, because the service's dates have no parts of one: never early.</summary>
    private DateTimeOffset? EnqueueAt(DateTimeOffset due)
    {
        var now = time.GetUtcNow();
        if (due <= now)
            return null;
        var at = due - now < Horizon ? due : now + Horizon;
        var part = at.UtcTicks % TimeSpan.TicksPerSecond;
        return part == 0 ? at : at.AddTicks(TimeSpan.TicksPerSecond - part);
    }

    private static void Check(QueueMessage message)
    {
        if (message.Body.Length > RuntimeApi.LargestMessage)
            throw new ArgumentException(
                $"Message {message.Id} has {message.Body.Length} bytes; Service Bus takes {RuntimeApi.LargestMessage}."
            );
    }
}
