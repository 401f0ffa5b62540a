using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Ports.Store;

/// <summary>An event and its place in the order of commits, which no clock of a hub has a say in.</summary>
/// <param name="Position">Only to be compared with others of the same store.</param>
public readonly record struct CommittedEvent(long Position, HubEvent Event);

/// <summary>Committed events in order, each handed over at least once, to one hub.</summary>
public interface IEventFeed
{
    /// <summary>
    /// A place in the order of commits that no later commit's events are before. Some of earlier commits may be at it or
    /// behind it too: whoever goes by it is told too much at worst.
    /// </summary>
    ValueTask<long> Position(CancellationToken cancellation);

    /// <summary>
    /// Hands batches to <paramref name="relay"/> until cancelled. A batch counts as handed over when the call returns;
    /// one that throws ends the run, and the next run hands it over again.
    /// </summary>
    Task Run(Func<IReadOnlyList<CommittedEvent>, CancellationToken, Task> relay, CancellationToken cancellation);

    /// <summary>
    /// Where events were committed after a place, for whoever follows the feed beside the relay and keeps its own place. Read from the
    /// same place again, there is the same again, and what came since.
    /// </summary>
    /// <param name="place">From a page before; absent to begin with what comes from now on.</param>
    Task<NoticePage> After(string? place, CancellationToken cancellation);
}

/// <summary>Something happened in a partition.</summary>
/// <param name="Position">As a <see cref="CommittedEvent"/>'s.</param>
public readonly record struct Notice(long Position, OrganizationId Organization, string Partition);

/// <summary>Some of what happened after a place; what happened in one partition is in its order.</summary>
/// <param name="Place">Behind the last of them.</param>
/// <param name="IsEnd">Nothing more had been committed when this was read.</param>
/// <param name="IsBegin">There was no place to go on from, or one of another store's: what was before is not told.</param>
public sealed record NoticePage(IReadOnlyList<Notice> Notices, string Place, bool IsEnd, bool IsBegin);

/// <summary>Past events, kept as long as the delivery log.</summary>
public interface IEventLog
{
    Task<HubEvent?> Get(EventReference reference, CancellationToken cancellation);

    /// <summary>An organization's event by its id alone.</summary>
    Task<HubEvent?> Find(OrganizationId organization, Guid id, CancellationToken cancellation);

    /// <summary>An organization's events from a time on, oldest first.</summary>
    IAsyncEnumerable<HubEvent> Since(OrganizationId organization, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>An organization's events, newest first.</summary>
    IAsyncEnumerable<HubEvent> Newest(OrganizationId organization, CancellationToken cancellation);
}

/// <summary>Where an event is kept.</summary>
public readonly record struct EventReference(OrganizationId Organization, string Partition, Guid Id)
{
    public static EventReference Of(HubEvent happened) => new(happened.Organization, happened.Partition, happened.Id);
}
