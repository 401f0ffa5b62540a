using System.Collections.Concurrent;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Tokens;

namespace Hub.Access;

/// <summary>Writes down when tokens were last used, behind the requests and at most once a minute for each.</summary>
internal sealed partial class TokenUse(IStore store, TimeProvider clock, ILogger<TokenUse> logger) : BackgroundService
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
            Log.NotWritten(logger, outage, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "When token {Id} was last used could not be written")]
        public static partial void NotWritten(ILogger logger, Exception outage, long id);
    }
}
