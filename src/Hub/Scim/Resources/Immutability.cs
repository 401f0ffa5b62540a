using System.Text.Json.Nodes;
using Hub.Scim.Schemas;

namespace Hub.Scim.Resources;

/// <summary>A replacement must leave immutable attributes as they are; those it does not name stay (RFC 7644, 3.5.1).</summary>
internal static class Immutability
{
    public static ScimError? Check(ResourceType type, JsonObject before, JsonObject after) =>
        Check(type.Attributes, before, after);

    private static ScimError? Check(IReadOnlyList<AttributeDefinition> attributes, JsonObject before, JsonObject after)
    {
        foreach (var attribute in attributes)
        {
            var old = before[attribute.Name];
            if (old is null)
                continue;
            if (attribute.Mutability == Mutability.Immutable)
            {
                if (after[attribute.Name] is { } given && !JsonNode.DeepEquals(old, given))
                    return ScimError.Mutability($"{attribute.Name} cannot change once it is set.");
                after[attribute.Name] = old.DeepClone();
            }
            else if (old is JsonObject inside && HasImmutable(attribute))
            {
                var target = after[attribute.Name] as JsonObject ?? [];
                if (Check(attribute.SubAttributes, inside, target) is { } error)
                    return error;
                if (target.Count > 0 && target.Parent is null)
                    after[attribute.Name] = target;
            }
        }
        return null;
    }

    private static bool HasImmutable(AttributeDefinition attribute) =>
        attribute.SubAttributes.Any(sub => sub.Mutability == Mutability.Immutable);
}
