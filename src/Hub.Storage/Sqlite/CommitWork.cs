using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Documents;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;

namespace Hub.Storage.Sqlite;

/// <summary>One commit, serialised on the caller's thread, checked and written on the writer's.</summary>
internal sealed class CommitWork : WriteWork<CommitResult>
{
    private readonly Commit commit;
    private readonly PreparedChange[] changes;
    private readonly Versions versions;
    private readonly Usage usage;
    private readonly PreparedEvents events;
    private readonly SqliteQueue queue;
    private readonly Watchers watchers;
    private IReadOnlyList<QueueMessage> timers = [];

    private CommitWork(
        Commit commit,
        PreparedChange[] changes,
        SqliteFile file,
        PreparedEvents events,
        SqliteQueue queue,
        Watchers watchers
    )
    {
        this.commit = commit;
        this.changes = changes;
        (versions, usage) = (file.Versions, file.Usage);
        this.events = events;
        this.queue = queue;
        this.watchers = watchers;
        Size =
            events.Size
            + changes.Sum(change =>
                change.Document is { } document ? CommitLimits.Weigh(document.Body.Length, document.Fields) : 0
            );
    }

    public override Guid Owner => commit.Organization.Value;

    /// <summary>Bytes in all.</summary>
    public override int Size { get; }

    public static CommitWork Prepare(
        Commit commit,
        SqliteFile file,
        SqliteEvents events,
        SqliteQueue queue,
        Watchers watchers
    )
    {
        var changes = new PreparedChange[commit.Changes.Count];
        for (var index = 0; index < changes.Length; index++)
            changes[index] = PreparedChange.Of(commit.Changes[index], commit.Organization.Value, file.Tables);
        return new(commit, changes, file, events.Prepare(commit.Events), queue, watchers);
    }

    protected override CommitResult Write(Connection connection)
    {
        foreach (var change in changes)
            if (Check(connection, change) is { } refusal)
                return refusal;
        var written = new DocumentVersion[changes.Length];
        for (var index = 0; index < changes.Length; index++)
            written[index] = Apply(connection, changes[index]);
        events.Insert(connection, usage);
        if (commit.Timers.Count > 0)
            timers = SqliteQueue.Insert(connection, commit.Timers);
        return new CommitResult.Done(written);
    }

    protected override void Publish(CommitResult answer)
    {
        if (answer is not CommitResult.Done)
            return;
        events.Publish();
        queue.Inserted(timers);
        // Last, since a watcher may throw.
        foreach (var change in changes)
            watchers.Tell(change.Table.Type, new(commit.Organization, commit.Partition, change.Id));
    }

    /// <summary>Finds the row and says why the change cannot be made; nothing is written before all changes have passed.</summary>
    private CommitResult? Check(Connection connection, PreparedChange change)
    {
        Locate(connection, change);
        var type = change.Table.Type.Name;
        if (change.Expected.What == Expected.Kind.Absent && change.Row is not null)
            return new CommitResult.Exists(type, change.Id);
        if (change.Expected.What == Expected.Kind.Version && VersionOf(change) != change.Expected.Version)
            return new CommitResult.Stale(type, change.Id);
        return change.Document is null
            ? null
            : new UniqueCheck(connection, commit, changes).Of(change, change.Document);
    }

    private void Locate(Connection connection, PreparedChange change)
    {
        var locate = connection
            .Prepare(change.Table.Locate)
            .Bind(commit.Organization.Value)
            .Bind(commit.Partition)
            .Bind(change.Id);
        (change.Row, change.Version, change.Bytes) = locate.Step()
            ? ((long?)locate.Long(0), locate.Long(1), locate.Long(2))
            : (null, 0, 0);
        locate.Rewind();
    }

    private DocumentVersion Apply(Connection connection, PreparedChange change)
    {
        var organization = commit.Organization.Value;
        if (change is { Document: null, Row: null })
            return default;
        usage.Add(organization, (change.Document?.Body.Length ?? 0) - change.Bytes + change.BlobBytes);
        if (change.Document is not { } document)
        {
            DocumentRows.Delete(connection, change.Table, change.Row!.Value);
            return default;
        }
        var version = versions.Next();
        if (change.Row is { } row)
            DocumentRows.Update(connection, change.Table, organization, row, version, document);
        else
            DocumentRows.Insert(connection, change.Table, organization, commit.Partition, change.Id, version, document);
        return SqliteStore.Version(version);
    }

    private static DocumentVersion? VersionOf(PreparedChange change) =>
        change.Row is null ? null : SqliteStore.Version(change.Version);
}

/// <summary>A change made ready for the writer, with what the writer found of it.</summary>
internal sealed record PreparedChange(DocumentTable Table, string Id, Expected Expected, PreparedDocument? Document)
{
    /// <summary>Not for HTML: escaping would only make rows larger.</summary>
    public static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    public long? Row { get; set; }

    public long Version { get; set; }

    /// <summary>Of the body that is replaced.</summary>
    public long Bytes { get; set; }

    public long BlobBytes { get; private init; }

    public static PreparedChange Of(Change change, Guid organization, Tables tables) =>
        new(
            tables.For(change.Type),
            change.Id,
            change.Expected,
            change.IsDeletion ? null : PreparedDocument.Of(change.Type, organization, Body(change), change.ReadFields())
        )
        {
            BlobBytes = change.BlobBytes,
        };

    private static byte[] Body(Change change)
    {
        var target = buffer ??= new ArrayBufferWriter<byte>(4096);
        target.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(target, Writing);
        change.WriteBody(writer);
        writer.Flush();
        return target.WrittenSpan.ToArray();
    }
}
