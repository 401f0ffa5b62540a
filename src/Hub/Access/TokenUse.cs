using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Tokens;

namespace Hub.Access;

/// <summary>Writes down when tokens were last used, behind the requests and at most once a minute for each.</summary>
internal sealed class TokenUse(IStore store, OutageLog outages, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, DateTimeOffset> noted = new();

    public void Note(long token, DateTimeOffset at) => noted[token] = at;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var token in noted.Keys)
                if (noted.TryRemove(token, out var at))
                    await Write(token, at, stoppingToken);
    }

    private async Task Write(long id, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            if (await TokenDocuments.Get(store, id, cancellation) is not { } stored)
                return;
            // A token that changes at this moment is used again soon: a stale write is no loss.
            var used = stored.Value with
            {
                LastUsedAt = at,
            };
            await store.Commit(TokenDocuments.Write(used, Expected.At(stored.Version)), cancellation);
        }
        catch (StorageException outage)
        {
            outages.Note("When tokens were last used is not written down", outage);
        }
    }
}
