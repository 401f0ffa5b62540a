using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Ports.Store;

namespace Hub.Access;

/// <summary>Writes down when tokens were last used, behind the requests and at most once a minute for each.</summary>
internal sealed class TokenUse(IStore store, BackgroundLoops loops) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TokenKey, DateTimeOffset> noted = new();

    public void Note(TokenKey token, DateTimeOffset at) => noted[token] = at;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(Interval, "token_use", "When tokens were last used is not written down", WriteAll, stoppingToken);

    private async Task WriteAll(CancellationToken cancellation)
    {
        foreach (var token in noted.Keys)
            if (noted.TryRemove(token, out var at))
                await token.Kind.WriteUse(store, token, at, cancellation);
    }
}
