using System.Collections.Concurrent;
using Hub.Delivery;
using Hub.Ports.Store;
using Hub.Tokens;

namespace Hub.Access;

/// <summary>
/// Writes down when tokens were last used, behind the requests and at most once a minute for each, and forgets it of those that
/// are gone.
/// </summary>
internal sealed class TokenUse : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly IStore store;
    private readonly BackgroundLoops loops;
    private readonly ConcurrentDictionary<TokenKey, DateTimeOffset> noted = new();
    private readonly ConcurrentDictionary<TokenKey, byte> changed = new();
    private readonly IDisposable[] watches;

    public TokenUse(IStore store, IEnumerable<TokenKind> kinds, BackgroundLoops loops)
    {
        (this.store, this.loops) = (store, loops);
        watches = [.. kinds.Select(kind => kind.Watch(store, token => changed[token] = 0))];
    }

    public void Note(TokenKey token, DateTimeOffset at) => noted[token] = at;

    public override void Dispose()
    {
        foreach (var watch in watches)
            watch.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(Interval, "token_use", "When tokens were last used is not written down", WriteAll, stoppingToken);

    private async Task WriteAll(CancellationToken cancellation)
    {
        foreach (var token in noted.Keys)
            if (noted.TryRemove(token, out var at))
                await Write(token, at, cancellation);
        foreach (var token in changed.Keys)
            if (changed.TryRemove(token, out _))
                await Write(token, null, cancellation);
    }

    /// <param name="at">Absent: the token has changed, and may be gone.</param>
    private async Task Write(TokenKey token, DateTimeOffset? at, CancellationToken cancellation)
    {
        var (partition, id) = token.Kind.PlaceOf(token);
        var isThere = await token.Kind.Find(store, token, cancellation) is not null;
        if (isThere == at is not null)
            await store.Commit(LastUse.Write(partition, id, at), cancellation);
    }
}
