using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>Committed events: the outbox that the relay reads in order, and the log that replays read by time.</summary>
internal sealed class SqliteEvents : IEventFeed, IEventLog
{
    private const int BatchSize = 512;
    private const string CursorName = "relayed";

    private readonly SqliteFile file;
    private readonly RecentEvents recent = new();
    private long sequence;
    private long published;
    private long relayed;

    public SqliteEvents(SqliteFile file)
    {
        this.file = file;
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
            await relay(batch, cancellation);
            relayed = batch[^1].Position;
            file.Writer.PostAlong(new SaveCursor(relayed));
        }
    }

    public Task<HubEvent?> Get(EventReference reference, CancellationToken cancellation) =>
        Task.FromResult(
            file.Readers.Read(
                reference,
                static (connection, reference) =>
                {
                    var statement = connection
                        .Prepare("SELECT body FROM events WHERE id=? AND organization=?")
                        .Bind(reference.Id)
                        .Bind(reference.Organization.Value);
                    var found = statement.Step() ? Parse(statement.Blob(0)) : null;
                    statement.Rewind();
                    return found;
                }
            )
        );

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
            foreach (var happened in page)
            {
                cancellation.ThrowIfCancellationRequested();
                after = happened.Id;
                if (happened.At >= since)
                    yield return happened;
            }
            if (page.Count < BatchSize)
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

    private async Task<IReadOnlyList<CommittedEvent>> NextBatch(CancellationToken cancellation)
    {
        while (true)
        {
            if (recent.TakeAfter(relayed, BatchSize) is { } fresh)
                return fresh;
            if (relayed < Volatile.Read(ref published) && ReadAfter(relayed) is { Count: > 0 } stored)
                return stored;
            await recent.Wait(cancellation);
        }
    }

    private List<CommittedEvent> ReadAfter(long position) =>
        file.Readers.Read(
            position,
            static (connection, position) =>
            {
                var statement = connection
                    .Prepare("SELECT seq, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?")
                    .Bind(position)
                    .Bind((long)BatchSize);
                var found = new List<CommittedEvent>();
                while (statement.Step())
                    found.Add(new(statement.Long(0), Parse(statement.Blob(1))));
                statement.Rewind();
                return found;
            }
        );

    private List<HubEvent> ReadAfter(OrganizationId organization, Guid after) =>
        file.Readers.Read(
            (organization, after),
            static (connection, key) =>
            {
                var statement = connection
                    .Prepare("SELECT body FROM events WHERE id > ? AND organization=? ORDER BY id LIMIT ?")
                    .Bind(key.after)
                    .Bind(key.organization.Value)
                    .Bind((long)BatchSize);
                var found = new List<HubEvent>();
                while (statement.Step())
                    found.Add(Parse(statement.Blob(0)));
                statement.Rewind();
                return found;
            }
        );

    private static HubEvent Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, DomainJson.Default.HubEvent)!;

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
