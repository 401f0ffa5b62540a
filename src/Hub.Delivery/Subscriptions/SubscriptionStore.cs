using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Delivery.Subscriptions;

/// <summary>Changes a stored subscription by a verb, and tries again when somebody else was quicker.</summary>
public sealed class SubscriptionStore(IStore store)
{
    public ValueTask<Stored<Subscription>?> Find(
        OrganizationId organization,
        Guid id,
        CancellationToken cancellation
    ) => store.Get(Subscription.Document, organization, Subscription.Partition, id.ToString(), cancellation);

    /// <summary>The subscription after the verb; nothing when there is none by that id.</summary>
    public async Task<Stored<Subscription>?> Change(
        OrganizationId organization,
        Guid id,
        Func<Subscription, Subscription> verb,
        CancellationToken cancellation
    )
    {
        while (await Find(organization, id, cancellation) is { } stored)
        {
            var changed = verb(stored.Value);
            if (ReferenceEquals(changed, stored.Value))
                return stored;
            var commit = new Commit(organization, Subscription.Partition)
            {
                Changes =
                [
                    new Put<Subscription>(Subscription.Document, stored.Id, changed, Expected.At(stored.Version)),
                ],
            };
            if (await store.Commit(commit, cancellation) is CommitResult.Done done)
                return stored with { Value = changed, Version = done.Versions[0] };
        }
        return null;
    }
}
