using System.Text.Json.Nodes;
using Hub.Domain.People;

namespace Hub.Scim.Users;

/// <summary>How many values an attribute of a User may have: all of them are read and written with it.</summary>
internal static class ValueCounts
{
    public const int Most = 1_000;

    /// <summary>The error when there are more. What an earlier hub took stays as it is, but does not grow.</summary>
    /// <param name="before">The agent as it is; absent for a new one.</param>
    public static ScimError? Check(JsonObject resource, Agent? before)
    {
        foreach (var (name, value) in Lists(resource))
            if (value.Count > Most && value.Count > CountBefore(name, before))
                return ScimError.InvalidValue(
                    $"{name} has {value.Count} values; a User may have at most {Most} of each attribute."
                );
        return null;
    }

    /// <summary>Those of the extensions, too.</summary>
    private static IEnumerable<(string Name, JsonArray Values)> Lists(JsonObject resource)
    {
        foreach (var (name, value) in resource)
            if (value is JsonArray list)
                yield return (name, list);
            else if (value is JsonObject extension)
                foreach (var inner in Lists(extension))
                    yield return ($"{name}:{inner.Name}", inner.Values);
    }

    private static int CountBefore(string name, Agent? before) =>
        before is null
            ? 0
            : Lists(UserDetails.Attributes(before)).FirstOrDefault(one => one.Name == name).Values?.Count ?? 0;
}
