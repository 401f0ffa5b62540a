using Hub.Domain.Organizations;
using Hub.Domain.Workflows;
using Hub.Ports.Store;

namespace Hub.Delivery.Events;

/// <summary>The workflows of organizations, remembered: every change of a ticket asks for one, and who shows tickets by name.</summary>
public sealed class KnownWorkflows(IStore store, TimeProvider time) : IDisposable
{
    private readonly WatchedCache<OrganizationId, Workflow> known = new(
        store,
        Workflow.Document,
        static changed => changed.Organization,
        async (organization, cancellation) =>
            (
                await store.Get(Workflow.Document, organization, Workflow.Partition, Workflow.DocumentId, cancellation)
            )?.Value
            ?? Workflow.Default,
        time
    );

    public async ValueTask<Workflow> Of(OrganizationId organization, CancellationToken cancellation) =>
        (await known.Get(organization, cancellation))!;

    public void Dispose() => known.Dispose();
}
