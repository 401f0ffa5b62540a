using System.Collections.Concurrent;
using System.Text.Json;
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
/// asked for again each time and what was told is remembered.
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
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>How many looks have begun, and which of them was the last to tell all that it found.</summary>
    private long begun;
    private long told;
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

    /// <summary>
    /// Asks for what changed before the call, and tells of it. One asks at a time; who waited meanwhile is served by whichever
    /// look began after their call.
    /// </summary>
    public async Task Look(CancellationToken cancellation)
    {
        var before = Volatile.Read(ref begun);
        await turn.WaitAsync(cancellation);
        try
        {
            if (told > before)
                return;
            var look = ++begun;
            await TellChanges(cancellation);
            told = look;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (polling is not null)
            await polling;
        stopping.Dispose();
        turn.Dispose();
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
            await Look(stopping.Token);
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
        var watched = types.Values.ToList();
        var core = await account.Core(cancellation);
        var query = WatchQuery.Of(watched, recent.Since);
        var rows = new List<JsonElement>();
        await foreach (var row in account.Calls.Rows(Operation.Watch, core, query, WatchQuery.Options, cancellation))
            rows.Add(row);
        foreach (var row in rows)
            if (recent.IsNew(row.GetProperty("e").GetString()!, row.GetProperty("t").GetInt64()))
                Tell(row);
        recent.Forget();
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
