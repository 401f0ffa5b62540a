using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>What an organization has set of something, in one document; what holds from the beginning until it has.</summary>
internal sealed record OrganizationSettings<T>(DocumentType<T> Type, string Partition, string Id, T Beginning)
    where T : class
{
    public async ValueTask<T> Of(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        (await store.Get(Type, organization, Partition, Id, cancellation))?.Value ?? Beginning;

    /// <param name="timers">What the same step has the queue do.</param>
    public Task<CommitResult> Set(
        IStore store,
        OrganizationId organization,
        T settings,
        CancellationToken cancellation,
        IReadOnlyList<QueueMessage>? timers = null
    ) =>
        store.Commit(
            new Commit(organization, Partition)
            {
                Changes = [new Put<T>(Type, Id, settings, Expected.Anything)],
                Timers = timers ?? [],
            },
            cancellation
        );
}
