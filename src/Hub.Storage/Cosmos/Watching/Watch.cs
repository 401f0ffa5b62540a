using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Delivery;
using Hub.Delivery.Telemetry;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Queries;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Cosmos.Watching;

/// <summary>
/// Tells of changes to documents of some types: this hub's own at once, the others' by asking every few seconds for what
/// was written lately. That costs by the changes of the watched types, where a change feed would cost every hub all
/// writes. The service's clock has whole seconds and its partitions are not quite in step, so the last half minute is
/// asked for again each time and what was told is remembered. Who must not miss what is a moment old asks for one partition.
/// </summary>
internal sealed partial class Watch(
    CosmosAccount account,
    IOptions<CosmosOptions> options,
    TimeProvider time,
    ILogger<Watch> logger
) : IAsyncDisposable
{
    private readonly Watchers watchers = new();
    private readonly ConcurrentDictionary<string, DocumentType> types = new(StringComparer.Ordinal);
    private readonly RecentChanges recent = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock starting = new();
    private readonly IdleCache<(string Type, OrganizationId, string Partition), SharedLook> catchingUp = new(
        time,
        static look => look.IsIdle
    );

    private Task? polling;

    public IDisposable Add(DocumentType type, Action<ChangedDocument> changed)
    {
        var added = watchers.Add(type, changed);
        lock (starting)
        {
            if (types.TryAdd(type.Name, type))
                recent.LookBack(time.GetUtcNow());
            polling ??= Poll();
        }
        return added;
    }

    public void Tell(DocumentType type, ChangedDocument document) => watchers.Tell(type, document);

    /// <summary>Tells of what changed in the partition before the call: a query of one partition, which is cheap.</summary>
    public Task CatchUp(
        DocumentType type,
        OrganizationId organization,
        string partition,
        CancellationToken cancellation
    ) =>
        catchingUp
            .GetOrAdd((type.Name, organization, partition), _ => new SharedLook(() =>
                TellWhatIsNew([type], WatchQuery.In(organization, partition), stopping.Token)
            ))
            .Take(cancellation);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (polling is not null)
            await polling;
        stopping.Dispose();
    }

    private async Task Poll()
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(options.Value.WatchInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
                await TryLook();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task TryLook()
    {
        try
        {
            await TellChanges(stopping.Token);
        }
        catch (StorageException outage)
        {
            HubMetrics.LoopFailed("watch", "outage");
            Log.Outage(logger, outage.Message);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            HubMetrics.LoopFailed("watch", "bug");
            Log.Bug(logger, bug);
        }
    }

    private async Task TellChanges(CancellationToken cancellation)
    {
        var newest = await TellWhatIsNew([.. types.Values], WatchQuery.Everywhere, cancellation);
        // Not after a look at one partition: what changed in others is still to be asked for.
        recent.Passed(newest);
    }

    /// <summary>Answers when the newest of what was found was written.</summary>
    private async Task<long> TellWhatIsNew(
        IReadOnlyList<DocumentType> watched,
        QueryRequestOptions where,
        CancellationToken cancellation
    )
    {
        var core = await account.Core(cancellation);
        var query = WatchQuery.Of(watched, recent.Since);
        // All of them, before anything is remembered as told.
        var rows = new List<JsonElement>();
        await foreach (var row in account.Calls.Rows(Operation.Watch, core, query, where, cancellation))
            rows.Add(row);
        var newest = long.MinValue;
        foreach (var row in rows)
        {
            var at = row.GetProperty("t").GetInt64();
            newest = Math.Max(newest, at);
            if (recent.IsNew(row.GetProperty("e").GetString()!, at))
                Tell(row);
        }
        return newest;
    }

    private void Tell(JsonElement row)
    {
        if (!types.TryGetValue(row.GetProperty("y").GetString()!.TrimStart('-'), out var type))
            return;
        var document = new ChangedDocument(
            new OrganizationId(row.GetProperty("o").GetGuid()),
            row.GetProperty("p").GetString()!,
            SortableText.Decode(row.GetProperty("k").GetString()!)
        );
        watchers.Tell(type, document);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Other hubs' changes could not be looked for: {Problem}")]
        public static partial void Outage(ILogger logger, string problem);

        [LoggerMessage(LogLevel.Error, "A look for other hubs' changes broke; the next one follows")]
        public static partial void Bug(ILogger logger, Exception exception);
    }
}
