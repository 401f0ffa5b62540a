using static Hub.Scim.Schemas.Define;

namespace Hub.Scim.Schemas;

/// <summary>The enterprise extension of User (RFC 7643, 4.3).</summary>
internal static class EnterpriseUserSchema
{
    public static readonly Schema Extension = new(
        Urns.Enterprise,
        "EnterpriseUser",
        "Enterprise User",
        [
            Text("employeeNumber", "The number the organization knows the person by."),
            Text("costCenter", "The cost center."),
            Text("organization", "The organization's name."),
            Text("division", "The division."),
            Text("department", "The department; one of the same name in the helpdesk becomes the agent's."),
            Complex(
                "manager",
                "The person's manager.",
                Text("value", "The id of the manager's own User resource."),
                Reference("$ref", "Where the manager's User can be read.", "User"),
                Text("displayName", "The manager's name.").ReadOnly()
            ),
        ]
    );
}
