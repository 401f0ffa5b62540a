using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Ports.Store;
using Hub.Storage;

namespace Hub.Access;

/// <summary>Writes down when tokens were last used, behind the requests and at most once a minute for each.</summary>
internal sealed class TokenUse(IStore store, OutageLog outages, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TokenKey, DateTimeOffset> noted = new();

    public void Note(TokenKey token, DateTimeOffset at) => noted[token] = at;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var token in noted.Keys)
                if (noted.TryRemove(token, out var at))
                    await Write(token, at, stoppingToken);
    }

    private async Task Write(TokenKey token, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            await token.Kind.WriteUse(store, token, at, cancellation);
        }
        catch (StorageException outage)
        {
            outages.Note("When tokens were last used is not written down", outage);
        }
    }
}
