using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;

namespace Hub.Ports.Store;

/// <summary>
/// Documents keyed by (organization, partition, id), each with a version. One conformance suite runs against every
/// implementation. Outages are exceptions; conflicts are answers.
/// </summary>
public interface IStore
{
    ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class;

    Task<Page<T>> Query<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class;

    /// <summary>
    /// Writes changes, events and timers of one partition as one atomic and durable step: all of it or, when an
    /// expectation does not hold, none of it.
    /// </summary>
    Task<CommitResult> Commit(Commit commit, CancellationToken cancellation);

    /// <summary>The next integer of a counter: never the same twice, taken in blocks, so numbers may be left out.</summary>
    ValueTask<long> NextId(OrganizationId organization, string counter, CancellationToken cancellation);

    /// <summary>
    /// Bytes that the organization has stored, in bodies of documents and events and in blobs: exact where one hub has the store; where
    /// several share it, what others wrote is known some twenty seconds later.
    /// </summary>
    ValueTask<long> BytesOf(OrganizationId organization, CancellationToken cancellation);

    /// <summary>
    /// Tells of every committed change to documents of the type, by whichever hub; at the latest five seconds after the
    /// commit, and for a commit of this process before it is answered. A change may be told more than once.
    /// </summary>
    IDisposable Watch(DocumentType type, Action<ChangedDocument> changed);

    /// <summary>
    /// Done when everyone who watches documents of the type has been told of what was committed in the partition before the
    /// call, by whichever hub.
    /// </summary>
    ValueTask CatchUp(DocumentType type, OrganizationId organization, string partition, CancellationToken cancellation);
}

/// <summary>Where a document changed, came or went.</summary>
public readonly record struct ChangedDocument(OrganizationId Organization, string Partition, string Id);
