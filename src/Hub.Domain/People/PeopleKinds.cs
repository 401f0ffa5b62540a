using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.People;

/// <summary>Agents, and the roles they have.</summary>
public static class PeopleKinds
{
    public static readonly Kind<Agent> Agent = new(PeopleDocuments.Agent)
    {
        Beside = [PeopleDocuments.FormerAgent],
        ReadScope = Scope.UsersRead,
        Happens =
        [
            new(AgentFacts.Created) { Description = "An agent's account was opened." },
            new(AgentFacts.Deactivated, After: agent => agent with { IsActive = false })
            {
                Description = "An agent's account was deactivated.",
            },
        ],
        Shape = new Shape<Agent>()
            .Integer("id", "The agent's number.", agent => agent.Id)
            .Uuid("uuid", "The agent's ID across all systems.", agent => agent.Uuid)
            .Text("name", "The agent's name.", agent => agent.Name)
            .Text("email", "The agent's e-mail address.", agent => agent.Email, "email")
            .Text("user_name", "What the agent signs in as.", agent => agent.UserName)
            .Flag("is_active", "Whether the account may be used.", agent => agent.IsActive)
            .Integer("department_id", "The department the agent works in; absent when none.", agent =>
                agent.DepartmentId
            )
            .Optional()
            .Texts("role_ids", "The roles the agent was put into.", agent =>
                [.. agent.RoleIds.Select(id => id.ToString())]
            )
            .Instant("created_at", "When the account was opened.", agent => agent.CreatedAt)
            .Instant("updated_at", "When anything of it last changed.", agent => agent.UpdatedAt),
        Sample = new Agent
        {
            Id = 12,
            Uuid = new Guid("0198a1b2-44c0-7d19-a2f3-90b6c7d8e5f4"),
            Email = "alva@company.com",
            Name = "Alva Lind",
            IsActive = true,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
            UserName = "alva@company.com",
            DepartmentId = 3,
            RoleIds = [new Guid("0198a1b2-50d1-7a3c-8e4f-1b2c3d4e5f60")],
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
