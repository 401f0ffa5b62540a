using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Delivery.Sending;

/// <summary>
/// The organizations that deliveries are of: under which number, and whether suspended. What waits for the receivers of a
/// suspended one is held, and goes out when it is resumed.
/// </summary>
public sealed class KnownOrganizations : IDisposable
{
    private readonly WatchedCache<OrganizationId, Organization> organizations;

    public KnownOrganizations(IStore store, IQueue queue, TimeProvider time)
    {
        organizations = new(store, (organization, cancellation) => Read(store, organization, cancellation), time);
        organizations.Watch(Organization.Document, changed =>
        {
            organizations.Forget(new OrganizationId(Guid.Parse(changed.Id)));
            queue.RoomChanged();
        });
    }

    /// <summary>What is known without waiting: false also where nothing is, until a message of it has been looked at.</summary>
    public bool IsKnownSuspended(OrganizationId organization) =>
        organizations.Known(organization) is { IsSuspended: true };

    public async ValueTask<bool> IsSuspended(OrganizationId organization, CancellationToken cancellation) =>
        await organizations.Get(organization, cancellation) is { IsSuspended: true };

    public ValueTask<Organization?> Find(OrganizationId organization, CancellationToken cancellation) =>
        organizations.Get(organization, cancellation);

    public void Dispose() => organizations.Dispose();

    private static async ValueTask<Organization?> Read(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    ) =>
        (
            await store.Get(
                Organization.Document,
                OrganizationId.Hub,
                Organization.Partition,
                organization.ToString(),
                cancellation
            )
        )?.Value;
}
