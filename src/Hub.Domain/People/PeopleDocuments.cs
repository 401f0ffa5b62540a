using Hub.Domain.Documents;
using Hub.Domain.Json;

namespace Hub.Domain.People;

/// <summary>
/// What a store knows of people. An organization's agents and roles share one partition, so that names are unique and a
/// membership changes together with the role in one commit. Names of fields follow the attributes of RFC 7643 in snake
/// case, which is how a filter finds them.
/// </summary>
public static class PeopleDocuments
{
    public const string Partition = "people";

    /// <summary>The part of a profile that has department, manager and employee number (RFC 7643, 4.3).</summary>
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public const string AgentCounter = "agent";

    public const string RoleCounter = "role";

    public static readonly DocumentType<Agent> Agent = new DocumentType<Agent>("agent", static () =>
        DomainJson.Default.Agent
    )
        .Integer("number", agent => agent.Id)
        .Text("id", agent => agent.Key)
        .Folded("user_name", agent => agent.UserName, unique: true)
        .Text("external_id", agent => agent.ExternalId)
        .Text("external_id_claim", agent => agent.ExternalIdClaim, unique: true)
        .Flag("active", agent => agent.IsActive)
        .Integer("department_id", agent => agent.DepartmentId)
        .Instant("created", agent => agent.CreatedAt)
        .Instant("last_modified", agent => agent.UpdatedAt)
        .Folded("email", agent => agent.Email)
        .Folded("shown_name", agent => agent.Name)
        .Person()
        .Lists()
        .Array("groups", agent => agent.RoleIds.Select(Hub.Domain.People.Agent.KeyOf))
        .Searched(
            ("name", agent => agent.Name),
            ("email", agent => agent.Email),
            ("user_name", agent => agent.UserName),
            ("title", agent => agent.Profile?.Text("title")),
            ("department", agent => agent.Profile?.Text(Enterprise, "department"))
        )
        .Index("number")
        .Index("id")
        .Index("external_id")
        .Index("email")
        .Index("last_modified")
        .Index("created")
        .Index("department_id")
        .Index("display_name")
        .Index("name_family_name")
        .Index("name_given_name")
        .Index("employee_number")
        .Index("manager_value");

    public static readonly DocumentType<Role> Role = new DocumentType<Role>("role", static () =>
        DomainJson.Default.Role
    )
        .Integer("number", role => role.Id)
        .Text("id", role => role.Key)
        .Folded("display_name", role => role.Name, unique: true)
        .Text("external_id", role => role.ExternalId)
        .Text("external_id_claim", role => role.ExternalIdClaim, unique: true)
        .Integer("member_count", role => role.MemberCount)
        .Instant("created", role => role.CreatedAt)
        .Instant("last_modified", role => role.UpdatedAt)
        .Array("groups", role => role.ParentIds.Select(Hub.Domain.People.Agent.KeyOf))
        .Array("extension_values", ExtensionValues.Fields, role => ExtensionValues.Of(role.Profile))
        .Index("number")
        .Index("id")
        .Index("external_id")
        .Index("last_modified")
        .Index("created");

    /// <summary>By the role's key.</summary>
    public static readonly DocumentType<OpenMembership> OpenMembership = new("open_membership", static () =>
        DomainJson.Default.OpenMembership
    );

    public static readonly DocumentType<FormerAgent> FormerAgent = new DocumentType<FormerAgent>(
        "former_agent",
        static () => DomainJson.Default.FormerAgent
    )
        .Integer("number", agent => agent.Id)
        .Instant("deleted_at", agent => agent.DeletedAt)
        .Index("number");
}
