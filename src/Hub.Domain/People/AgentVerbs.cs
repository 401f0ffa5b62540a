using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Domain.People;

/// <summary>What can be done with an agent.</summary>
public static class AgentVerbs
{
    public static Decision<Agent> Create(
        OrganizationId organization,
        long id,
        Guid uuid,
        AgentDetails details,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (Check(details) is { } refusal)
            return refusal;
        var agent = new Agent
        {
            Id = id,
            Uuid = uuid,
            Email = details.Email,
            Name = details.Name,
            IsActive = details.IsActive,
            CreatedAt = now,
        };
        agent = agent.Say(details, now);
        return Decision<Agent>.Accept(agent, agent.Tell(AgentFacts.Created, organization, actor, now));
    }

    public static Decision<Agent> Change(
        this Agent agent,
        OrganizationId organization,
        AgentDetails details,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (Check(details) is { } refusal)
            return refusal;
        var changed = agent.Say(details, now.After(agent.UpdatedAt));
        return agent.IsActive && !changed.IsActive
            ? Ended(changed, organization, actor, now)
            : Decision<Agent>.Accept(changed);
    }

    /// <summary>Ends every token and session at once. Deactivating an inactive agent changes nothing.</summary>
    public static Decision<Agent> Deactivate(
        this Agent agent,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    ) =>
        agent.IsActive
            ? Ended(agent with { IsActive = false, UpdatedAt = now.After(agent.UpdatedAt) }, organization, actor, now)
            : Decision<Agent>.Accept(agent);

    /// <summary>What was revoked stays revoked.</summary>
    public static Decision<Agent> Reactivate(this Agent agent, DateTimeOffset now) =>
        Decision<Agent>.Accept(
            agent.IsActive ? agent : agent with { IsActive = true, UpdatedAt = now.After(agent.UpdatedAt) }
        );

    /// <summary>What remains; the agent itself goes.</summary>
    public static Decision<FormerAgent> Delete(
        this Agent agent,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    )
    {
        var former = new FormerAgent(
            agent.Id,
            agent.Uuid,
            agent.Name,
            agent.Email,
            agent.CreatedAt,
            now,
            agent.UserName
        );
        var gone = agent with { IsActive = false, UpdatedAt = now };
        return agent.IsActive
            ? Decision<FormerAgent>.Accept(former, gone.Tell(AgentFacts.Deactivated, organization, actor, now))
            : Decision<FormerAgent>.Accept(former);
    }

    public static Agent Join(this Agent agent, Guid role) =>
        agent.RoleIds.Contains(role) ? agent : agent with { RoleIds = [.. agent.RoleIds, role] };

    public static Agent Leave(this Agent agent, Guid role) =>
        agent.RoleIds.Contains(role)
            ? agent with
            {
                RoleIds = [.. agent.RoleIds.Where(other => other != role)],
            }
            : agent;

    private static Refusal? Check(AgentDetails details) =>
        string.IsNullOrWhiteSpace(details.UserName)
            ? Refusal.Invalid("user_name_required", "Give the agent a user name.", "user_name")
            : null;

    private static Agent Say(this Agent agent, AgentDetails details, DateTimeOffset at) =>
        agent with
        {
            UserName = details.UserName,
            ExternalId = details.ExternalId,
            ExternalIdClaim = details.ClaimsExternalId ? details.ExternalId : null,
            Email = details.Email,
            Name = details.Name,
            IsActive = details.IsActive,
            DepartmentId = details.DepartmentId,
            Profile = details.Profile,
            UpdatedAt = at,
        };

    private static Decision<Agent> Ended(Agent agent, OrganizationId organization, Actor actor, DateTimeOffset now)
    {
        var ended = agent with { AccessGeneration = agent.AccessGeneration + 1 };
        return Decision<Agent>.Accept(ended, ended.Tell(AgentFacts.Deactivated, organization, actor, now));
    }

    private static HubEvent Tell(
        this Agent agent,
        Fact fact,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    ) =>
        HubEvent.Of(fact, organization, PeopleDocuments.Partition, actor, now) with
        {
            Subject = PeopleKinds.Agent.Of(agent with { Profile = null }),
        };
}
