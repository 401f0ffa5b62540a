using System.Net;
using Hub.Ports.Store;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Commits;

internal enum StepKind
{
    Create,
    Replace,
    Upsert,
    Delete,
}

/// <summary>What it means when a step's condition does not hold.</summary>
internal abstract record StepConflict
{
    private StepConflict() { }

    /// <summary>The caller's expectation was wrong.</summary>
    public sealed record Refusal(CommitResult Result) : StepConflict;

    /// <summary>Something moved between the look at it and the batch: look again.</summary>
    public sealed record Moved : StepConflict
    {
        public static readonly Moved Instance = new();
    }

    /// <summary>The commit's mark is there already: an earlier try took effect, or its first event is not new.</summary>
    public sealed record Marked : StepConflict
    {
        public static readonly Marked Instance = new();
    }

    /// <summary>A reservation that should be there is not: it was never made.</summary>
    public sealed record Unreserved(string Id) : StepConflict;
}

/// <summary>One operation of a commit's batch.</summary>
/// <param name="Change">Which change of the commit it writes; -1 for what goes along.</param>
internal sealed record BatchStep(
    StepKind Kind,
    string Id,
    byte[]? Item,
    string? ETag,
    StepConflict Conflict,
    int Change = -1
)
{
    // What the wire form adds to each operation, generously.
    private const int Overhead = 512;

    public int Size => Overhead + (Item?.Length ?? 0);

    public void AddTo(TransactionalBatch batch)
    {
        var options = new TransactionalBatchItemRequestOptions
        {
            IfMatchEtag = ETag,
            EnableContentResponseOnWrite = false,
        };
        _ = Kind switch
        {
            StepKind.Create => batch.CreateItemStream(new MemoryStream(Item!), options),
            StepKind.Replace => batch.ReplaceItemStream(Id, new MemoryStream(Item!), options),
            StepKind.Upsert => batch.UpsertItemStream(new MemoryStream(Item!), options),
            _ => batch.DeleteItem(Id, options),
        };
    }

    public static bool IsConflict(HttpStatusCode status) =>
        status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound;
}
