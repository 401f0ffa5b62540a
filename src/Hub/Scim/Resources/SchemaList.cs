using System.Text.Json;

namespace Hub.Scim.Resources;

/// <summary>The <c>schemas</c> that every body must name (RFC 7643, 3 and RFC 7644, 3.1).</summary>
internal static class SchemaList
{
    /// <param name="body">A JSON object.</param>
    /// <param name="wanted">The URN that must be among them; others are ignored.</param>
    public static ScimError? Check(JsonElement body, string wanted)
    {
        if (Find(body, "schemas") is not { } list)
            return ScimError.InvalidSyntax("The body does not say its schemas.");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return ScimError.InvalidSyntax("The schemas are not a list of at least one URN.");
        var found = false;
        foreach (var urn in list.EnumerateArray())
        {
            if (urn.ValueKind != JsonValueKind.String)
                return ScimError.InvalidSyntax("The schemas are not a list of URNs.");
            found = found || string.Equals(urn.GetString(), wanted, StringComparison.OrdinalIgnoreCase);
        }
        return found ? null : ScimError.InvalidSyntax($"The schemas do not name '{wanted}'.");
    }

    /// <summary>A member by its name in any case.</summary>
    public static JsonElement? Find(JsonElement body, string name)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return null;
        if (body.TryGetProperty(name, out var exact))
            return exact;
        foreach (var member in body.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        return null;
    }
}
