using Hub.Ports.Store;

namespace Hub.Ports.Queue;

/// <summary>How work on a message ends.</summary>
public static class QueueEndings
{
    private static readonly TimeSpan AfterACrowd = TimeSpan.FromSeconds(1);

    /// <summary>Done, or due again at the time. Whoever has worked is not kept from saying so by a hub that stops.</summary>
    public static Task<bool> End(this IQueue queue, LeasedMessage message, DateTimeOffset? again) =>
        again is { } at
            ? queue.RetryAt(message, at, CancellationToken.None)
            : queue.Complete(message, CancellationToken.None);

    /// <summary>What a crowd kept from being written is as due a moment later.</summary>
    public static DateTimeOffset? AgainAfterACrowd<T>(this Written<T> written, TimeProvider clock) =>
        written.Obstacle is null ? null : clock.GetUtcNow() + AfterACrowd;
}
