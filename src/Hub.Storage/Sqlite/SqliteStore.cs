using System.Globalization;
using System.Text.Json;
using Hub.Delivery.SettingAside;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Documents;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;
using Hub.Storage.Sqlite.Queue;

namespace Hub.Storage.Sqlite;

/// <summary>The embedded store: documents, events and timers in one SQLite file.</summary>
internal sealed class SqliteStore(
    SqliteFile file,
    SqliteEvents events,
    SqliteQueue queue,
    CommitHealth health,
    SetAside setAside
) : IStore, IAsyncDisposable
{
    private readonly Watchers watchers = new();
    private readonly Counters counters = new(
        (organization, name, size, _) =>
            health.Watch(() => file.Writer.Run(new CounterBlock(organization, name, size)), static _ => true),
        (organization, name, left) => file.Writer.Run(new CounterRest(organization, name, left))
    );

    public static DocumentVersion Version(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    public ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        var table = file.Tables.For(type);
        return new(file.Readers.Read((table, type, organization, partition, id), static (connection, key) =>
            {
                var statement = connection
                    .Prepare(key.table.Read)
                    .Bind(key.organization.Value)
                    .Bind(key.partition)
                    .Bind(key.id);
                var found = statement.Step()
                    ? new Stored<T>(
                        key.partition,
                        key.id,
                        JsonSerializer.Deserialize(statement.Blob(1), key.type.Json)!,
                        Version(statement.Long(0))
                    )
                    : null;
                statement.Rewind();
                return found;
            }));
    }

    public Task<Page<T>> Query<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class
    {
        var table = file.Tables.For(type);
        var page = file.Readers.Read(
            connection =>
                DocumentQuery.Run(connection, table, type, organization.Value, query, OnUnreadable, cancellation),
            cancellation
        );
        return Task.FromResult(page);

        void OnUnreadable(string partition, string id, Exception problem) =>
            setAside.Note(organization, SetAsideSorts.Document, $"{type.Name}/{partition}/{id}", problem);
    }

    public Task<CommitResult> Commit(Commit commit, CancellationToken cancellation) =>
        health.Watch(() => Write(commit, cancellation), static result => result is CommitResult.Done);

    private Task<CommitResult> Write(Commit commit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var work = CommitWork.Prepare(commit, file, events, queue, watchers);
        return work.Size > CommitLimits.Bytes
            ? Task.FromResult<CommitResult>(CommitLimits.Refuse(work.Size))
            : file.Writer.Run(work);
    }

    public ValueTask<long> NextId(OrganizationId organization, string counter, CancellationToken cancellation) =>
        counters.Next(organization, counter, cancellation);

    public ValueTask<long> BytesOf(OrganizationId organization, CancellationToken cancellation) =>
        new(file.Usage.BytesOf(organization.Value));

    public IDisposable Watch(DocumentType type, Action<ChangedDocument> changed) => watchers.Add(type, changed);

    /// <summary>There is no other hub, and its own commits are told of before they are answered.</summary>
    public ValueTask CatchUp(
        DocumentType type,
        OrganizationId organization,
        string partition,
        CancellationToken cancellation
    ) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => new(counters.GiveBack());
}
