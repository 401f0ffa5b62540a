using Hub.Delivery;
using Hub.Domain.Organizations;

namespace Hub.Storage;

/// <summary>
/// Integers taken from the engine in blocks: a crash leaves out what was left of a block, never repeats; a stop in good order
/// hands it back. A block that lasts less than a second is followed by a larger one, so that whoever creates much does not
/// keep waiting for numbers.
/// </summary>
/// <param name="takeBlock">Moves the stored counter on by so many, and answers the first of them.</param>
/// <param name="giveBack">Moves it back to the first of what was left, if it still stands right behind that.</param>
internal sealed class Counters(
    Func<OrganizationId, string, int, CancellationToken, Task<long>> takeBlock,
    Func<OrganizationId, string, NumbersLeft, Task> giveBack
)
{
    private const int SmallestBlock = 64;
    private const int LargestBlock = 4096;
    private const long ShortLife = 1000;

    private readonly IdleCache<(OrganizationId, string), Counter> counters = new(TimeProvider.System);

    public async ValueTask<long> Next(OrganizationId organization, string name, CancellationToken cancellation)
    {
        var counter = counters.GetOrAdd((organization, name), static _ => new Counter());
        while (true)
        {
            if (counter.TryTake(out var number))
                return number;
            await counter.Refilling.WaitAsync(cancellation);
            try
            {
                if (!counter.HasAny)
                {
                    var size = counter.NextSize();
                    counter.Refill(await takeBlock(organization, name, size, cancellation), size);
                }
            }
            finally
            {
                counter.Refilling.Release();
            }
        }
    }

    /// <summary>Nobody asks for a number any more. A store that is away by then keeps the gap.</summary>
    public async Task GiveBack()
    {
        foreach (var ((organization, name), counter) in counters.All)
        {
            if (counter.TakeRest() is not { } left)
                continue;
            try
            {
                await giveBack(organization, name, left);
            }
            catch (StorageException)
            {
                // As after a crash.
            }
        }
    }

    private sealed class Counter
    {
        private readonly Lock gate = new();
        private long next;
        private long end;
        private long refilledAt;
        private int size;

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

        public NumbersLeft? TakeRest()
        {
            lock (gate)
            {
                var left = new NumbersLeft(next, end);
                next = end;
                return left.First < left.End ? left : null;
            }
        }

        /// <summary>By the refill's owner: how many to take next.</summary>
        public int NextSize() =>
            size > 0 && Environment.TickCount64 - refilledAt < ShortLife
                ? Math.Min(size * 2, LargestBlock)
                : SmallestBlock;

        public void Refill(long first, int many)
        {
            (size, refilledAt) = (many, Environment.TickCount64);
            lock (gate)
                (next, end) = (first, first + many);
        }
    }
}

/// <summary>What is left of a block, its end not included.</summary>
internal readonly record struct NumbersLeft(long First, long End);
