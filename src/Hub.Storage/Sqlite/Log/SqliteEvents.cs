using System.Globalization;
using System.Runtime.CompilerServices;
using Hub.Delivery.SettingAside;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>Committed events: the outbox that the relay reads in order, and the log that replays read by time.</summary>
internal sealed class SqliteEvents : IEventFeed, IEventLog
{
    private const int BatchSize = 512;

    /// <summary>Whoever asks for the newest wants few of them.</summary>
    private const int NewestSize = 64;

    private const string CursorName = "relayed";
    private const string Part = "events";

    private readonly SqliteFile file;
    private readonly SetAside setAside;
    private readonly FeedHealth health;
    private readonly RecentEvents recent = new();
    private long sequence;
    private long published;
    private long relayed;

    public SqliteEvents(SqliteFile file, SetAside setAside, FeedHealth health)
    {
        (this.file, this.setAside, this.health) = (file, setAside, health);
        (sequence, relayed) = file.Readers.Read(static connection =>
        {
            var statement = connection.Prepare(
                "SELECT ifnull((SELECT max(seq) FROM events), 0), ifnull((SELECT value FROM meta WHERE name=?), 0)"
            );
            statement.Bind(CursorName).Step();
            var (newest, done) = (statement.Long(0), statement.Long(1));
            statement.Rewind();
            return (Math.Max(newest, done), done);
        });
        published = sequence;
    }

    public PreparedEvents Prepare(IReadOnlyList<HubEvent> events) =>
        events.Count == 0 ? PreparedEvents.None : new(this, events);

    /// <summary>Right behind what has been committed: exact, since one writer numbers all events.</summary>
    public ValueTask<long> Position(CancellationToken cancellation) => new(Volatile.Read(ref published) + 1);

    public async Task Run(
        Func<IReadOnlyList<CommittedEvent>, CancellationToken, Task> relay,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = await NextBatch(cancellation);
            health.Begun(Part);
            try
            {
                // On record before the feed moves on: nothing is passed over that nobody knows of.
                foreach (var one in batch.Unreadable)
                    await Keep(one, cancellation);
                if (batch.Events.Count > 0)
                    await relay(batch.Events, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                health.Failed(Part);
                throw;
            }
            health.Moved(Part);
            relayed = batch.Last;
            file.Writer.PostAlong(new SaveCursor(relayed));
        }
    }

    public Task<NoticePage> After(string? place, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var last = Volatile.Read(ref published);
        if (!long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            return Task.FromResult(new NoticePage([], PlaceOf(last), IsEnd: true, IsBegin: true));
        // Nothing is asked of the file while nothing happens.
        var found = from < last ? file.Readers.Read(from, NoticeRows.After) : [];
        return Task.FromResult(
            found.Count == NoticeRows.Most
                ? new NoticePage(found, PlaceOf(found[^1].Position), IsEnd: false, IsBegin: false)
                : new NoticePage(found, PlaceOf(Math.Max(last, from)), IsEnd: true, IsBegin: false)
        );

        static string PlaceOf(long position) => position.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>An id says it all here: the partition only tells engines with partitions where to look.</summary>
    public Task<HubEvent?> Get(EventReference reference, CancellationToken cancellation) =>
        Find(reference.Organization, reference.Id, cancellation);

    public async Task<HubEvent?> Find(OrganizationId organization, Guid id, CancellationToken cancellation)
    {
        var found = file.Readers.Read((organization, id), static (connection, key) =>
        {
            var statement = connection
                .Prepare("SELECT seq, id, organization, body FROM events WHERE id=? AND organization=?")
                .Bind(key.id)
                .Bind(key.organization.Value);
            var found = new EventBatch();
            if (statement.Step())
                found.Add(statement);
            statement.Rewind();
            return found;
        });
        foreach (var one in found.Unreadable)
            await Keep(one, cancellation);
        return found.Events is [var (_, happened)] ? happened : null;
    }

    public async IAsyncEnumerable<HubEvent> Since(
        OrganizationId organization,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // Ids start with their time, so "since" is a range of the index on them.
        var after = EventTime.FirstIdAt(since);
        while (true)
        {
            var page = ReadAfter(organization, after);
            foreach (var one in page.Unreadable)
                await Keep(one, cancellation);
            foreach (var (_, happened) in page.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                if (happened.At >= since)
                    yield return happened;
            }
            after = page.LastId;
            if (page.Count < BatchSize)
                yield break;
            await Task.Yield();
        }
    }

    public async IAsyncEnumerable<HubEvent> Newest(
        OrganizationId organization,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var before = Guid.AllBitsSet;
        while (true)
        {
            var page = ReadBefore(organization, before);
            foreach (var one in page.Unreadable)
                await Keep(one, cancellation);
            foreach (var (_, happened) in page.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return happened;
            }
            before = page.LastId;
            if (page.Count < NewestSize)
                yield break;
            await Task.Yield();
        }
    }

    /// <summary>On the writer's thread.</summary>
    internal long NextSequence() => ++sequence;

    internal void Publish(IReadOnlyList<CommittedEvent> events)
    {
        Volatile.Write(ref published, events[^1].Position);
        recent.Add(events);
    }

    private async Task<EventBatch> NextBatch(CancellationToken cancellation)
    {
        while (true)
        {
            if (recent.TakeAfter(relayed, BatchSize) is { } fresh)
                return new EventBatch(fresh);
            if (relayed < Volatile.Read(ref published) && ReadAfter(relayed) is { Count: > 0 } stored)
                return stored;
            await recent.Wait(cancellation);
        }
    }

    private EventBatch ReadAfter(long position) =>
        file.Readers.Read(position, static (connection, position) =>
            EventBatch.ReadAll(
                connection
                    .Prepare("SELECT seq, id, organization, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?")
                    .Bind(position)
                    .Bind((long)BatchSize)
            )
        );

    private EventBatch ReadAfter(OrganizationId organization, Guid after) =>
        file.Readers.Read((organization, after), static (connection, key) =>
            EventBatch.ReadAll(
                connection
                    .Prepare(
                        "SELECT seq, id, organization, body FROM events WHERE id > ? AND organization=? ORDER BY id LIMIT ?"
                    )
                    .Bind(key.after)
                    .Bind(key.organization.Value)
                    .Bind((long)BatchSize)
            )
        );

    private EventBatch ReadBefore(OrganizationId organization, Guid before) =>
        file.Readers.Read((organization, before), static (connection, key) =>
            EventBatch.ReadAll(
                connection
                    .Prepare(
                        "SELECT seq, id, organization, body FROM events WHERE id < ? AND organization=? ORDER BY id DESC LIMIT ?"
                    )
                    .Bind(key.before)
                    .Bind(key.organization.Value)
                    .Bind((long)NewestSize)
            )
        );

    private Task Keep(UnreadableEvent one, CancellationToken cancellation) =>
        setAside.Keep(one.Organization, SetAsideSorts.Event, $"{one.Id}", one.Problem, cancellation);

    /// <summary>Rides along with the next commit: losing it only means that some events are relayed again.</summary>
    private sealed class SaveCursor(long position) : WriteWork<bool>
    {
        protected override bool Write(Connection connection)
        {
            connection.Prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)").Bind(CursorName).Bind(position).Run();
            return true;
        }
    }
}
