using Hub.Ports.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Sla;

/// <summary>What the hub does with the timers of its tickets: so often each operation of its queue had to do with one.</summary>
internal sealed class TimerQueue
{
    private int leased;
    private int completed;
    private int putBack;

    public (int Leased, int Completed, int PutBack) Operations => (leased, completed, putBack);

    /// <summary>Right after timers were handed out, and before anything is done about them: how many were by then.</summary>
    public Action<int>? OnHandedOut { get; set; }

    /// <summary>Puts itself before the hub's own queue.</summary>
    public void Install(WebApplicationBuilder builder)
    {
        var real = builder.Services.Last(service => service.ServiceType == typeof(IQueue));
        builder.Services.Remove(real);
        builder.Services.AddSingleton<IQueue>(provider => new Counting(
            (IQueue)(
                real.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)
            ),
            this
        ));
    }

    private static bool IsTimer(QueueMessage message) =>
        message.Lane.StartsWith("ticket-timers/", StringComparison.Ordinal);

    private sealed class Counting(IQueue queue, TimerQueue counts) : IQueue
    {
        public Task Enqueue(IReadOnlyList<QueueMessage> messages, CancellationToken cancellation) =>
            queue.Enqueue(messages, cancellation);

        public async Task<IReadOnlyList<LeasedMessage>> Lease(
            int max,
            TimeSpan duration,
            Func<string, LaneRoom>? room,
            CancellationToken cancellation
        )
        {
            var leased = await queue.Lease(max, duration, room, cancellation);
            var handed = leased.Count(one => IsTimer(one.Message));
            var inAll = Interlocked.Add(ref counts.leased, handed);
            if (handed > 0)
                counts.OnHandedOut?.Invoke(inAll);
            return leased;
        }

        public void RoomChanged() => queue.RoomChanged();

        public Task<bool> Complete(LeasedMessage message, CancellationToken cancellation)
        {
            Interlocked.Add(ref counts.completed, IsTimer(message.Message) ? 1 : 0);
            return queue.Complete(message, cancellation);
        }

        public Task<bool> RetryAt(LeasedMessage message, DateTimeOffset due, CancellationToken cancellation)
        {
            Interlocked.Add(ref counts.putBack, IsTimer(message.Message) ? 1 : 0);
            return queue.RetryAt(message, due, cancellation);
        }

        public Task<bool> DeadLetter(LeasedMessage message, string reason, CancellationToken cancellation) =>
            queue.DeadLetter(message, reason, cancellation);

        public Task<LeasedMessage?> Renew(LeasedMessage message, TimeSpan duration, CancellationToken cancellation) =>
            queue.Renew(message, duration, cancellation);

        public Task<QueueDepth> Depth(CancellationToken cancellation) => queue.Depth(cancellation);

        public Task<IReadOnlyList<DeadMessage>> DeadLetters(int max, CancellationToken cancellation) =>
            queue.DeadLetters(max, cancellation);
    }
}
