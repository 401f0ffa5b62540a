using Hub.Delivery.Ports;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;

namespace Hub.People;

/// <summary>Takes an agent out of the organization: out of every list and role, with the name free again.</summary>
internal static class AgentRemoval
{
    /// <summary>Nothing when it is done; otherwise why the commit wrote nothing.</summary>
    public static async Task<CommitResult?> Remove(
        IStore store,
        OrganizationId organization,
        Stored<Agent> stored,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancellation
    )
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
        return result is CommitResult.Done ? null : result;
    }
}
