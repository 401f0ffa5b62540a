using Hub.Domain.Classifications;
using Hub.Domain.Departments;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Records;
using Hub.Domain.TicketQueues;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Delivery.Events;

/// <summary>What tickets refer to by numbers, by the names that it has now; remembered until it changes.</summary>
public sealed class KnownTicketNames : IDisposable
{
    /// <summary>What is not there (any more): remembered too, since every event of a ticket asks for it.</summary>
    private static readonly NamedRecord Nothing = new("");

    private readonly IStore store;
    private readonly KnownWorkflows workflows;
    private readonly WatchedCache<(OrganizationId Organization, Reference Reference), NamedRecord> known;

    public KnownTicketNames(IStore store, KnownWorkflows workflows, TimeProvider time)
    {
        (this.store, this.workflows) = (store, workflows);
        known = new(store, Read, time);
        // Their documents are called by another id than their number.
        known.Watch(PeopleDocuments.Agent, changed => known.ForgetWhere(one => one.Uuid?.ToString() == changed.Id));
        Watch(Department.Kind);
        Watch(Classification.Kind);
        Watch(TicketQueue.Kind);
    }

    public async ValueTask<TicketNames> Of(
        OrganizationId organization,
        IEnumerable<Reference> references,
        CancellationToken cancellation
    )
    {
        var names = new Dictionary<Reference, NamedRecord>();
        foreach (var reference in references)
            if (await known.Get((organization, reference), cancellation) is { } named && named != Nothing)
                names[reference] = named;
        return new TicketNames(names, await workflows.Of(organization, cancellation));
    }

    public void Dispose() => known.Dispose();

    private void Watch(Kind kind) => known.Watch(kind.Document, changed =>
        {
            if (long.TryParse(changed.Id.AsSpan(kind.Name.Length + 1), out var id))
                known.Forget((changed.Organization, new Reference(kind.Name, id)));
        });

    private ValueTask<NamedRecord?> Read(
        (OrganizationId Organization, Reference Reference) key,
        CancellationToken cancellation
    )
    {
        var (organization, (kind, id)) = key;
        return kind == Department.Kind.Name ? Record(Department.Kind, static one => one.Name)
            : kind == Classification.Kind.Name ? Record(Classification.Kind, static one => one.Name)
            : kind == TicketQueue.Kind.Name ? Record(TicketQueue.Kind, static one => one.Name)
            : Agent(organization, id, cancellation);

        async ValueTask<NamedRecord?> Record<T>(Kind<T> kind, Func<T, string> nameOf)
            where T : Record =>
            await store.Get(kind.Document, organization, kind.Partition, $"{kind.Name}-{id}", cancellation)
                is { } stored
                ? new NamedRecord(nameOf(stored.Value))
                : Nothing;
    }

    /// <summary>Also one who has left.</summary>
    private async ValueTask<NamedRecord?> Agent(OrganizationId organization, long id, CancellationToken cancellation) =>
        await store.ByNumber(PeopleDocuments.Agent, organization, id, cancellation) is { Value: var agent }
            ? new(agent.Name, agent.Uuid, agent.Email)
        : await store.ByNumber(PeopleDocuments.FormerAgent, organization, id, cancellation) is { Value: var former }
            ? new(former.Name, former.Uuid, former.Email)
        : null;
}
