using System.Text.Json;
using Hub.Delivery.Events;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Workflows;

/// <summary>The workflows of organizations, and how they change.</summary>
internal sealed class WorkflowBook(IStore store, OptimisticWriter writer, KnownWorkflows known, TimeProvider clock)
{
    /// <summary>The version of the workflow that nobody has changed, and that is not stored.</summary>
    private static readonly DocumentVersion First = new("first");

    public ValueTask<Workflow> Of(OrganizationId organization, CancellationToken cancellation) =>
        known.Of(organization, cancellation);

    /// <summary>What the store says at this moment.</summary>
    public static async ValueTask<Stored<Workflow>> Find(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    ) =>
        await store.Get(Workflow.Document, organization, Workflow.Partition, Workflow.DocumentId, cancellation)
        ?? new Stored<Workflow>(Workflow.Partition, Workflow.DocumentId, Workflow.Default, First);

    /// <summary>The commit has the open tickets' deadlines follow.</summary>
    public Task<Written<Workflow>> Change(
        HttpContext http,
        OrganizationId organization,
        Func<Workflow, Decision<Workflow>> edit,
        CancellationToken cancellation
    ) =>
        writer.Change(
            new Place<Workflow>(
                organization,
                Workflow.Partition,
                async cancellation => await Find(store, organization, cancellation),
                () => Refusal.NotFound("workflow", organization)
            ).AsAskedBy(http),
            async stored =>
            {
                var decision = edit(stored.Value);
                if (decision.IsRefused)
                    return decision.Refusal;
                if (IsSame(stored.Value, decision.State))
                    return Proposal<Workflow>.Keep(stored.Value, stored.Version);
                if (await InUse(organization, stored.Value, decision.State, cancellation) is { } inUse)
                    return inUse;
                var expected = stored.Version == First ? Expected.Absent : Expected.At(stored.Version);
                return Proposal<Workflow>.Write(
                    decision.State,
                    new Commit(organization, Workflow.Partition)
                    {
                        Changes = [new Put<Workflow>(Workflow.Document, Workflow.DocumentId, decision.State, expected)],
                        Timers = TicketRecalculation.Of(organization, clock.Now()),
                    }
                );
            },
            cancellation
        );

    /// <summary>A refusal when tickets have a status that is taken out, or that would count as another of the five.</summary>
    private async ValueTask<Refusal?> InUse(
        OrganizationId organization,
        Workflow before,
        Workflow after,
        CancellationToken cancellation
    )
    {
        foreach (var status in before.Statuses)
        {
            if (after.Find(status.Id)?.Category == status.Category)
                continue;
            var query = new Query
            {
                Filter = Filter.Equal("status_id", FieldValue.Text(status.Id)),
                Limit = 0,
                Count = true,
            };
            if (
                (await store.Query(TicketDocuments.Ticket, organization, query, cancellation)).Total
                is > 0
                    and var count
            )
                return Refusal.Conflict(
                    "status_in_use",
                    $"Tickets that have the status {status.Id}: {count}. Move them to another one first."
                );
        }
        return null;
    }

    private static bool IsSame(Workflow one, Workflow other) =>
        JsonSerializer
            .SerializeToUtf8Bytes(one, Workflow.Document.Json)
            .AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, Workflow.Document.Json));
}
