using Hub.Domain.Events;
using Hub.Domain.Records;

namespace Hub.Domain.People;

/// <summary>Agents, and the roles they have.</summary>
public static class PeopleKinds
{
    public static readonly Kind<Agent> Agent = new(PeopleDocuments.Agent)
    {
        Beside = [PeopleDocuments.FormerAgent],
        Happens =
        [
            new(AgentFacts.Created),
            new(AgentFacts.Deactivated, After: agent => agent with { IsActive = false }),
        ],
        Sample = new Agent
        {
            Id = 12,
            Uuid = new Guid("0198a1b2-44c0-7d19-a2f3-90b6c7d8e5f4"),
            Email = "alva@company.com",
            Name = "Alva Lind",
            IsActive = true,
            CreatedAt = Samples.At,
        },
    };

    public static readonly Kind<Role> Role = new(PeopleDocuments.Role) { Beside = [PeopleDocuments.OpenMembership] };
}

/// <summary>What happens to agents; the published contracts call them users.</summary>
public static class AgentFacts
{
    public static readonly Fact Created = Fact.Of("user", "created");
    public static readonly Fact Deactivated = Fact.Of("user", "deactivated");
}
