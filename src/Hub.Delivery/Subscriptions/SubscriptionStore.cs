using Hub.Delivery.Secrets;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Delivery.Subscriptions;

/// <summary>Changes a stored subscription by a verb. What an earlier hub stored in clear is encrypted with the change.</summary>
public sealed class SubscriptionStore(IStore store, OptimisticWriter writer, ReceiverKeeper receivers)
{
    public ValueTask<Stored<Subscription>?> Find(
        OrganizationId organization,
        Guid id,
        CancellationToken cancellation
    ) => store.Get(Subscription.Document, organization, Subscription.Partition, id.ToString(), cancellation);

    /// <summary>The subscription that has the number in its organization.</summary>
    public Task<Stored<Subscription>?> FindByNumber(
        OrganizationId organization,
        long number,
        CancellationToken cancellation
    ) => FindOne(organization, Filter.Equal("number", FieldValue.Integer(number)), cancellation);

    /// <summary>The one subscription of the organization that meets the condition; nothing where none does.</summary>
    public async Task<Stored<Subscription>?> FindOne(
        OrganizationId organization,
        Filter condition,
        CancellationToken cancellation
    )
    {
        var query = new Query
        {
            Partition = Subscription.Partition,
            Filter = condition,
            Limit = 1,
        };
        var page = await store.Query(Subscription.Document, organization, query, cancellation);
        return page.Items is [var found] ? found : null;
    }

    public Place<Subscription> PlaceOf(OrganizationId organization, Guid id) =>
        new(
            organization,
            Subscription.Partition,
            cancellation => Find(organization, id, cancellation),
            () => Refusal.NotFound("subscription", id)
        );

    public Task<Written<Subscription>> Change(
        Place<Subscription> place,
        Func<Subscription, Subscription> verb,
        CancellationToken cancellation
    ) =>
        writer.Change(
            place,
            stored =>
                Proposal.Put(
                    Subscription.Document,
                    place.Organization,
                    stored,
                    Decision<Subscription>.Accept(
                        verb(stored.Value) is var changed && ReferenceEquals(changed, stored.Value)
                            ? changed
                            : receivers.Protect(changed)
                    )
                ),
            cancellation
        );
}
