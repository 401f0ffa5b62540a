using System.Collections.Concurrent;
using Hub.Domain.Organizations;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite;

/// <summary>Integers taken from the database in blocks: a crash leaves out what was left of a block, never repeats.</summary>
internal sealed class Counters(Writer writer)
{
    private const int Block = 64;

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
                    counter.Refill(await writer.Run(new TakeBlock(organization, name)));
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

    private sealed class TakeBlock(OrganizationId organization, string name) : WriteWork<long>
    {
        protected override long Write(Connection connection)
        {
            var take = connection
                .Prepare(
                    """
                    INSERT INTO counters (organization, name, next) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET next = next + ? RETURNING next
                    """
                )
                .Bind(organization.Value)
                .Bind(name)
                .Bind(1L + Block)
                .Bind((long)Block);
            take.Step();
            var next = take.Long(0);
            take.Rewind();
            return next - Block;
        }
    }
}
