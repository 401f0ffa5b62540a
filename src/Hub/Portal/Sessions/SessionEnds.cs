using System.Text.Json.Serialization;
using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Portal.Sessions;

/// <summary>Sessions of a key were ended before their time.</summary>
/// <param name="Round">Greater with each time, also after it was forgotten.</param>
internal sealed record SessionEnd(long Round, DateTimeOffset At)
{
    public const string Partition = "session_ends";

    public static readonly DocumentType<SessionEnd> Document = new DocumentType<SessionEnd>("session_end", static () =>
        SessionEndJson.Default.SessionEnd
    )
        .Instant("at", end => end.At)
        .Index("at");
}

/// <summary>
/// Which sessions were ended before their time: one by one, or all of somebody's. It is stored, so that every hub of a fleet has it
/// and a restart keeps it, and remembered, so that a request reads nothing.
/// </summary>
internal sealed class SessionEnds : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly IStore store;
    private readonly BackgroundLoops loops;
    private readonly TimeProvider clock;
    private readonly WatchedCache<string, SessionEnd> known;

    public SessionEnds(IStore store, BackgroundLoops loops, TimeProvider clock)
    {
        (this.store, this.loops, this.clock) = (store, loops, clock);
        // Keys come out of sealed notes, and are nothing that anybody makes up.
        known = new(
            store,
            SessionEnd.Document,
            static changed => changed.Id,
            async (key, cancellation) => (await Read(key, cancellation))?.Value,
            clock,
            remembersAbsence: true
        );
    }

    /// <summary>Which round new sessions of the key begin in.</summary>
    public async ValueTask<long> RoundOf(string key, CancellationToken cancellation) =>
        (await Read(key, cancellation))?.Value.Round ?? 0;

    /// <summary>Whether the session was ended: itself, or with others.</summary>
    public async ValueTask<bool> Concern(Session session, CancellationToken cancellation) =>
        await known.Get(session.OwnKey, cancellation) is not null
        || (await known.Get(session.Holder.Key, cancellation) is { } everywhere && everywhere.Round > session.Round)
        || (
            session.Holder.OutsideKey is { } outside
            && await known.Get(outside, cancellation) is { } ended
            && ended.At >= session.Begun
        );

    /// <summary>Ends all sessions of the key that there are.</summary>
    public async Task End(string key, CancellationToken cancellation)
    {
        while (true)
        {
            var (stored, now) = (await Read(key, cancellation), clock.GetUtcNow());
            var end = new SessionEnd(Math.Max(now.UtcTicks, (stored?.Value.Round ?? 0) + 1), now);
            var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
            var put = new Put<SessionEnd>(SessionEnd.Document, key, end, expected);
            var commit = new Commit(OrganizationId.Hub, SessionEnd.Partition) { Changes = [put] };
            if (await store.Commit(commit, cancellation) is CommitResult.Done)
                return;
        }
    }

    public override void Dispose()
    {
        known.Dispose();
        base.Dispose();
    }

    /// <summary>What is older than any session may be ends none.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "session_purge",
            "Ends of sessions that are over by now are not forgotten; the next round tries again",
            cancellation =>
                store.Purge(
                    SessionEnd.Document,
                    OrganizationId.Hub,
                    "at",
                    clock.Now() - Session.Longest - Interval,
                    cancellation
                ),
            stoppingToken
        );

    private ValueTask<Stored<SessionEnd>?> Read(string key, CancellationToken cancellation) =>
        store.Get(SessionEnd.Document, OrganizationId.Hub, SessionEnd.Partition, key, cancellation);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SessionEnd))]
internal sealed partial class SessionEndJson : JsonSerializerContext;
