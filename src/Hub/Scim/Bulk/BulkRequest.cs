using System.Text.Json;
using Hub.Domain.Json;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;

namespace Hub.Scim.Bulk;

/// <summary>One operation of a bulk request as it was sent.</summary>
internal sealed record BulkOperation(
    int Index,
    string Method,
    string Path,
    string? BulkId,
    string? Version,
    JsonElement? Data
)
{
    public bool Creates => Method == "POST";
}

/// <summary>The body of a bulk request (RFC 7644, 3.7).</summary>
internal sealed record BulkRequest(IReadOnlyList<BulkOperation> Operations, int? FailOnErrors)
{
    public static ScimResult<BulkRequest> Read(JsonElement body, int maxOperations)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("The body is not a JSON object.");
        if (SchemaList.Check(body, Urns.BulkRequest) is { } missing)
            return missing;
        if (
            SchemaList.Find(body, "Operations") is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() == 0
        )
            return ScimError.InvalidSyntax("Operations is not a list of at least one operation.");
        if (list.GetArrayLength() > maxOperations)
            return new ScimError(413, null, $"At most {maxOperations} operations are taken in one request.");
        int? failOnErrors = null;
        if (SchemaList.Find(body, "failOnErrors") is { ValueKind: not JsonValueKind.Null } limit)
        {
            if (!limit.TryGetWhole(out var errors) || errors is < 0 or > int.MaxValue)
                return ScimError.InvalidValue("failOnErrors is not a whole number.");
            failOnErrors = errors == 0 ? null : (int)errors;
        }
        return new BulkRequest(
            [.. list.EnumerateArray().Select((element, index) => Operation(element, index))],
            failOnErrors
        );
    }

    private static BulkOperation Operation(JsonElement element, int index) =>
        new(
            index,
            Text(element, "method")?.ToUpperInvariant() ?? "",
            Text(element, "path") ?? "",
            Text(element, "bulkId"),
            Text(element, "version"),
            SchemaList.Find(element, "data")
        );

    private static string? Text(JsonElement element, string name) =>
        SchemaList.Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
