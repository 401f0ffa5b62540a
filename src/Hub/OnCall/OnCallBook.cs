using Hub.Domain.Documents;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.People;
using Hub.Ports.Store;

namespace Hub.OnCall;

/// <summary>Looks up who can be paged, as the store says at this moment: a page is too rare to remember anything for it.</summary>
internal sealed class OnCallBook(IStore store)
{
    private const int AgentsPerQuery = 500;

    /// <summary>The names of those of the agents who are active, by their numbers.</summary>
    public async Task<IReadOnlyDictionary<long, string>> ActiveAgents(
        OrganizationId organization,
        IEnumerable<long> agents,
        CancellationToken cancellation
    )
    {
        var active = new Dictionary<long, string>();
        foreach (var some in agents.Distinct().Chunk(AgentsPerQuery))
        {
            var query = new Query
            {
                Partition = PeopleDocuments.Partition,
                Filter = new Filter.In("number", [.. some.Select(id => FieldValue.Integer(id))]),
                Limit = some.Length,
            };
            foreach (var one in (await store.Query(PeopleDocuments.Agent, organization, query, cancellation)).Items)
                if (one.Value.IsActive)
                    active[one.Value.Id] = one.Value.Name;
        }
        return active;
    }

    /// <summary>Whom a page of the rotation may go to now; nobody when there is no such rotation any more.</summary>
    public async Task<EscalationLine> LineOf(
        OrganizationId organization,
        long rotation,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (await OnCallApi.Rotations.Find(store, organization, rotation, cancellation) is not { Value: var paged })
            return new EscalationLine([], null, 0);
        var others = new List<Rotation>();
        foreach (var id in paged.EscalateToRotationIds)
            if (await OnCallApi.Rotations.Find(store, organization, id, cancellation) is { Value: var other })
                others.Add(other);
        var everybody = others.Prepend(paged).SelectMany(one => one.Everybody);
        var active = await ActiveAgents(organization, everybody, cancellation);
        return new EscalationLine(
            [.. paged.LineAt(others, active.ContainsKey, now).Select(id => new Responder(id, active[id]))],
            paged.EscalateAfterMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            paged.Repeats
        );
    }
}
