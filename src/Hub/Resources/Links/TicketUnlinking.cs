using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Resources.Links;

/// <summary>
/// Takes tickets that are deleted from the records that they are linked to. A ticket and these records are kept apart, so it
/// is done after the deletion; a timer that is written with the deletion does it where the hub dies in between.
/// </summary>
internal sealed class TicketUnlinking(IStore store, OptimisticWriter writer, TimeProvider clock)
{
    public const string Lane = "links/";

    /// <summary>By then whoever was linking the ticket while it was deleted is done.</summary>
    private static readonly TimeSpan BeforeTheTimer = TimeSpan.FromMinutes(1);

    private readonly List<Func<OrganizationId, long, CancellationToken, Task>> removals = [];

    /// <summary>Tickets are linked to records of the kind.</summary>
    public void Add<T>(Kind<T> kind, IRepository<T> records)
        where T : LinkedRecord =>
        removals.Add(
            async (organization, ticket, cancellation) =>
            {
                var linked = records.Within(organization, new Query { Filter = TicketLinking.LinkedTo(ticket) });
                await foreach (var record in store.All(records.Type, organization, linked, cancellation))
                    await writer.Change(
                        records.PlaceOf(store, organization, record.Value.Id, () =>
                            Domain.Refusal.NotFound(kind.Name, record.Value.Id)
                        ),
                        stored =>
                            Proposal.Put(records.Type, organization, stored, stored.Value.Unlink(ticket, clock.Now())),
                        cancellation
                    );
            }
        );

    /// <summary>Something else is to be done once a ticket is deleted; it may be done any number of times.</summary>
    public void Add(Func<OrganizationId, long, CancellationToken, Task> removal) => removals.Add(removal);

    /// <summary>What goes into the commit that deletes a ticket.</summary>
    public QueueMessage Timer(OrganizationId organization, long ticket) =>
        new(
            $"unlink-{organization}-{ticket}",
            $"{Lane}{organization}",
            clock.GetUtcNow() + BeforeTheTimer,
            JsonSerializer.SerializeToUtf8Bytes(
                new DeletedTicket(organization.Value, ticket),
                DeletedTicketJson.Default.DeletedTicket
            )
        );

    /// <summary>Unlinks the ticket from whatever it is linked to. May be done any number of times.</summary>
    public async Task Remove(OrganizationId organization, long ticket, CancellationToken cancellation)
    {
        foreach (var remove in removals)
            await remove(organization, ticket, cancellation);
    }
}

/// <summary>What the timer says: which ticket is gone.</summary>
internal sealed record DeletedTicket(Guid Organization, long Ticket);

[JsonSerializable(typeof(DeletedTicket))]
internal sealed partial class DeletedTicketJson : JsonSerializerContext;
