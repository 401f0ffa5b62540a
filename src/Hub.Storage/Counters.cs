using System.Collections.Concurrent;
using Hub.Domain.Organizations;

namespace Hub.Storage;

/// <summary>
/// Integers taken from the engine in blocks: a crash leaves out what was left of a block, never repeats.
/// </summary>
/// <param name="takeBlock">Moves the stored counter on by a block, and answers the block's first number.</param>
internal sealed class Counters(Func<OrganizationId, string, CancellationToken, Task<long>> takeBlock)
{
    public const int Block = 64;

    private readonly ConcurrentDictionary<(OrganizationId, string), Counter> counters = new();

    public async ValueTask<long> Next(OrganizationId organization, string name, CancellationToken cancellation)
    {
        var counter = counters.GetOrAdd((organization, name), static key => new Counter());
        while (true)
        {
            if (counter.TryTake(out var number))
                return number;
            await counter.Refilling.WaitAsync(cancellation);
            try
            {
                if (!counter.HasAny)
                    counter.Refill(await takeBlock(organization, name, cancellation));
            }
            finally
            {
                counter.Refilling.Release();
            }
        }
    }

    private sealed class Counter
    {
        private readonly Lock gate = new();
        private long next;
        private long end;

        public SemaphoreSlim Refilling { get; } = new(1);

        public bool HasAny
        {
            get
            {
                lock (gate)
                    return next < end;
            }
        }

        public bool TryTake(out long number)
        {
            lock (gate)
            {
                number = next;
                return next < end && ++next > 0;
            }
        }

        public void Refill(long first)
        {
            lock (gate)
                (next, end) = (first, first + Block);
        }
    }
}
