using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.People;

/// <summary>Takes an agent out of the organization: out of every list and role, with the name free again.</summary>
internal sealed class AgentRemoval(IStore store, OptimisticWriter writer, TimeProvider clock)
{
    private const int RolesAtOnce = 50;

    public Task<Written<Agent>> Remove(Place<Agent> place, Actor actor, CancellationToken cancellation) =>
        writer.Change(
            place,
            stored => Remove(stored, new Removing(place.Organization, actor, clock.Now()), cancellation),
            cancellation
        );

    private readonly record struct Removing(OrganizationId Organization, Actor By, DateTimeOffset At);

    private async ValueTask<Proposal<Agent>> Remove(
        Stored<Agent> stored,
        Removing removing,
        CancellationToken cancellation
    )
    {
        var (organization, actor, now) = removing;
        var decision = stored.Value.Delete(organization, actor, now);
        var former = decision.State!;
        var roles = await store.ByKeys(
            PeopleDocuments.Role,
            organization,
            [.. stored.Value.RoleIds.Select(Agent.KeyOf)],
            cancellation
        );
        var commit = PeopleStore.Commit(
            organization,
            [
                new Delete(PeopleDocuments.Agent, stored.Id, Expected.At(stored.Version)),
                new Put<FormerAgent>(PeopleDocuments.FormerAgent, former.Key, former, Expected.Anything),
                .. roles.Select(role => role.Write(role.Value.Count(-1, now))),
            ]
        );
        return await store.Commit(commit with { Events = decision.Events }, cancellation) switch
        {
            CommitResult.Done => Proposal<Agent>.Keep(stored.Value),
            CommitResult.TooLarge when stored.Value.RoleIds.Count > 0 => Proposal<Agent>.Blocked(
                await LeaveSome(stored, removing, cancellation)
            ),
            var obstacle => Proposal<Agent>.Blocked(obstacle),
        };
    }

    /// <summary>
    /// Somebody with more roles than fit into one commit: access ends with the first step, some roles with each. The
    /// agent is another one afterwards, so the removal begins again.
    /// </summary>
    private async Task<CommitResult> LeaveSome(Stored<Agent> stored, Removing removing, CancellationToken cancellation)
    {
        var (organization, actor, now) = removing;
        var ended = stored.Value.Deactivate(organization, actor, now);
        var left = stored.Value.RoleIds.Take(RolesAtOnce).ToList();
        var agent = left.Aggregate(ended.State!, (agent, role) => agent.Leave(role));
        var keys = left.Select(Agent.KeyOf).ToList();
        var roles = await store.ByKeys(PeopleDocuments.Role, organization, keys, cancellation);
        var commit = PeopleStore.Commit(
            organization,
            [stored.Write(agent), .. roles.Select(role => role.Write(role.Value.Count(-1, now)))]
        );
        var result = await store.Commit(commit with { Events = ended.Events }, cancellation);
        return result is CommitResult.Done ? new CommitResult.Stale(PeopleDocuments.Agent.Name, stored.Id) : result;
    }
}
