using System.Collections.Concurrent;
using System.Net;
using Hub.Domain.Documents;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Cosmos.Account;

/// <summary>
/// Which orders of two and more columns the core container can serve. Each declared index of a document type becomes one
/// composite index, added when the type is first sorted. What is not there (a type's first minutes, a template's container
/// that the hub may not change) is sorted by the query itself, at a higher price.
/// </summary>
internal sealed partial class CompositeIndexes(CosmosCalls calls, ILogger logger)
{
    /// <summary>All composite indexes start in one organization and type, and end in the document's id.</summary>
    public static readonly IReadOnlyList<string> ByKey = ["/organizationId", "/type", "/key"];

    // What a container takes.
    private const int Most = 100;
    private const int Attempts = 5;

    private readonly ConcurrentDictionary<string, bool> served = new();
    private readonly ConcurrentDictionary<DocumentType, Lazy<Task>> declared = new();

    public static IReadOnlyList<string> Paths(IEnumerable<string> fields) =>
        ["/organizationId", "/type", .. fields.Select(field => $"/f/{field}"), "/key"];

    public bool Serves(IReadOnlyList<string> paths) => served.ContainsKey(Name(paths));

    /// <summary>The service has no such index yet.</summary>
    public void Forget(IReadOnlyList<string> paths) => served.TryRemove(Name(paths), out _);

    public Task Declare(DocumentType type, Container core) =>
        declared.GetOrAdd(type, type => new(() => Add(type, core))).Value;

    private async Task Add(DocumentType type, Container core)
    {
        IReadOnlyList<string>[] wanted = [ByKey, .. type.Indexes.Select(index => Paths(index.Fields))];
        try
        {
            for (var attempt = 0; attempt < Attempts && !await TryAdd(wanted, core); attempt++)
                Log.Raced(logger, type.Name);
        }
        catch (StorageException outage)
        {
            Log.NotAdded(logger, outage, type.Name);
            declared.TryRemove(type, out _);
        }
    }

    /// <summary>False when another hub changed the container at the same time.</summary>
    private async Task<bool> TryAdd(IReadOnlyList<string>[] wanted, Container core)
    {
        var read = await calls.Run(
            Operation.Open,
            token => core.ReadContainerAsync(cancellationToken: token),
            CancellationToken.None
        );
        var composites = read.Resource.IndexingPolicy.CompositeIndexes;
        foreach (var composite in composites.Where(paths => paths.All(IsAscending)))
            served[Name([.. composite.Select(path => path.Path)])] = true;
        var missing = wanted.Where(paths => !Serves(paths)).Take(Most - composites.Count).ToList();
        if (missing.Count == 0)
            return true;
        foreach (var paths in missing)
            composites.Add(ContainerLayout.Composite(paths));
        var options = new ContainerRequestOptions { IfMatchEtag = read.ETag };
        try
        {
            await calls.Run(
                Operation.Open,
                token => core.ReplaceContainerAsync(read.Resource, options, token),
                CancellationToken.None
            );
        }
        catch (CosmosException raced) when (raced.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        foreach (var paths in missing)
            served[Name(paths)] = true;
        return true;
    }

    private static bool IsAscending(CompositePath path) => path.Order == CompositePathSortOrder.Ascending;

    private static string Name(IReadOnlyList<string> paths) => string.Join(' ', paths);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Another hub changed the container's indexes; reading them again for '{Type}'")]
        public static partial void Raced(ILogger logger, string type);

        [LoggerMessage(LogLevel.Warning, "The indexes of '{Type}' could not be added; sorting costs more without them")]
        public static partial void NotAdded(ILogger logger, Exception exception, string type);
    }
}
