using static Hub.Scim.Schemas.Define;

namespace Hub.Scim.Schemas;

/// <summary>The core Group (RFC 7643, 4.2).</summary>
internal static class GroupSchema
{
    public static readonly Schema Core = new(
        Urns.Group,
        "Group",
        "Group",
        [
            Text("displayName", "The group's name, which is the name of a role.") with
            {
                Required = true,
                Uniqueness = Uniqueness.Server,
            },
            Complex(
                "members",
                "Who is in the group.",
                (Text("value", "The id of a User or a Group.") with { CaseExact = true }).Immutable(),
                Reference("$ref", "Where the member can be read.", "User", "Group").Immutable(),
                Text("display", "The member's name.").ReadOnly(),
                (Text("type", "What the member is.") with { CanonicalValues = ["User", "Group"] }).Immutable()
            ) with
            {
                MultiValued = true,
            },
        ]
    );
}
