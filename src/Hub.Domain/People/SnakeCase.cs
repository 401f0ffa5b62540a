using System.Text.Json;

namespace Hub.Domain.People;

/// <summary>How an attribute of RFC 7643 is called among a document's fields: <c>name.familyName</c> is name_family_name.</summary>
public static class SnakeCase
{
    public static string Of(string attribute) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(
            attribute.Replace('.', '_').Replace("$", "", StringComparison.Ordinal)
        );
}
