using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Scim.Resources;

/// <summary>The ids in a group's list of members.</summary>
internal static class MemberIds
{
    /// <summary>A member that is named by something else than its value would be passed over, and stay or be left out unnoticed.</summary>
    public static ScimError? Check(JsonElement members)
    {
        if (members.ValueKind == JsonValueKind.Array)
            return members.EnumerateArray().Select(CheckOne).FirstOrDefault(error => error is not null);
        return CheckOne(members);
    }

    /// <summary>Each once, of what was read.</summary>
    public static IReadOnlyList<string> Of(JsonArray? members) =>
        [
            .. (members ?? [])
                .Select(member => member?["value"]?.GetValue<string>())
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static ScimError? CheckOne(JsonElement member) =>
        member.ValueKind == JsonValueKind.Object
        && member.EnumerateObject().Any()
        && SchemaList.Find(member, "value") is null or { ValueKind: JsonValueKind.Null }
            ? ScimError.InvalidValue("A member is named by its value, the id of a User or a Group.")
            : null;
}
