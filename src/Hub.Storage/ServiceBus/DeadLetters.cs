using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Http;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus;

/// <summary>
/// Reads the dead letters: the hub's own, in a queue beside the queue, and those of the service, in the dead-letter queues
/// of both. The API cannot browse: each is locked, read and given back.
/// </summary>
internal sealed class DeadLetters(ServiceBusQueueOptions options, RuntimeApi api)
{
    /// <summary>
    /// Being read counts as a delivery. After so many as the queue beside the queue allows, the service moves a message to
    /// the dead-letter queue of that one, where nothing is counted.
    /// </summary>
    private string[] Sources =>
        [options.DeadLetters, $"{options.DeadLetters}/$deadletterqueue", $"{options.Queue}/$deadletterqueue"];

    public async Task<IReadOnlyList<DeadMessage>> Read(int max, CancellationToken cancellation)
    {
        var found = new List<DeadMessage>();
        foreach (var source in Sources)
            await Read(source, max, found, cancellation);
        return
        [
            .. found
                .OrderByDescending(dead => dead.At)
                .DistinctBy(dead => dead.Message.Id, StringComparer.Ordinal)
                .Take(max),
        ];
    }

    private async Task Read(string source, int max, List<DeadMessage> found, CancellationToken cancellation)
    {
        var locked = new List<LockedMessage>();
        try
        {
            while (locked.Count < max && await api.PeekLock(source, TimeSpan.Zero, cancellation) is { } message)
                locked.Add(message);
        }
        finally
        {
            foreach (var message in locked)
                await api.Unlock(message.Location, CancellationToken.None);
        }
        found.AddRange(locked.Select(Describe));
    }

    private static DeadMessage Describe(LockedMessage locked) =>
        locked.Envelope.Death is { } death
            ? new(locked.Envelope.Message, death.Reason, death.At)
            : new(locked.Envelope.Message, "Unknown", locked.Envelope.Message.Due);
}
