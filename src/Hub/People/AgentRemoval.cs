using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>Takes an agent out of the organization: out of every list and role, with the name free again.</summary>
internal sealed class AgentRemoval(IStore store, OrganizationId organization, Actor actor, DateTimeOffset now)
{
    private const int RolesAtOnce = 50;

    /// <summary>Nothing when it is done; otherwise why the commit wrote nothing.</summary>
    public async Task<CommitResult?> Remove(Stored<Agent> stored, CancellationToken cancellation)
    {
        var decision = stored.Value.Delete(organization, actor, now);
        var former = decision.State!;
        var roles = await store.ByKeys(
            PeopleDocuments.Role,
            organization,
            [.. stored.Value.RoleIds.Select(Agent.KeyOf)],
            cancellation
        );
        var commit = new Commit(organization, PeopleDocuments.Partition)
        {
            Changes =
            [
                new Delete(PeopleDocuments.Agent, stored.Id, Expected.At(stored.Version)),
                new Put<FormerAgent>(PeopleDocuments.FormerAgent, former.Key, former, Expected.Anything),
                .. roles.Select(role => role.Write(role.Value.Count(-1, now))),
            ],
            Events = decision.Events,
        };
        var result = await store.Commit(commit, cancellation);
        if (result is CommitResult.TooLarge && stored.Value.RoleIds.Count > 0)
            result = await LeaveSome(stored, cancellation) is { } obstacle
                ? obstacle
                : new CommitResult.Stale(PeopleDocuments.Agent.Name, stored.Id);
        return result is CommitResult.Done ? null : result;
    }

    /// <summary>
    /// Somebody with more roles than fit into one commit: access ends with the first step, some roles with each. The
    /// agent is another one afterwards, so the caller begins again.
    /// </summary>
    private async Task<CommitResult?> LeaveSome(Stored<Agent> stored, CancellationToken cancellation)
    {
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
        return result is CommitResult.Done ? null : result;
    }
}
