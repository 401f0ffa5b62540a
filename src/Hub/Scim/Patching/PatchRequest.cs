using System.Text.Json;
using Hub.Scim.Filters;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;

namespace Hub.Scim.Patching;

internal enum PatchVerb
{
    Add,
    Remove,
    Replace,
}

/// <summary>One operation of a PATCH.</summary>
/// <param name="IsCapitalised">
/// Written as in "Replace": the way of Entra ID, which replaces filtered values whether they are there or not.
/// </param>
internal sealed record PatchOperation(PatchVerb Verb, PatchPath? Path, JsonElement? Value, bool IsCapitalised)
{
    public bool IsRemove => Verb == PatchVerb.Remove;

    /// <summary>Whether having no value takes the old one away: an add never does, whatever it holds (RFC 7644, 3.5.2.1).</summary>
    public bool Clears => Verb != PatchVerb.Add;
}

/// <summary>The body of a PATCH (RFC 7644, 3.5.2).</summary>
internal sealed record PatchRequest(IReadOnlyList<PatchOperation> Operations)
{
    public const int MaxOperations = 1_000;

    public static ScimResult<PatchRequest> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("The body is not a JSON object.");
        if (SchemaList.Check(body, Urns.PatchOp) is { } missing)
            return missing;
        if (
            SchemaList.Find(body, "Operations") is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() == 0
        )
            return ScimError.InvalidSyntax("Operations is not a list of at least one operation.");
        if (list.GetArrayLength() > MaxOperations)
            return ScimError.TooMany($"At most {MaxOperations} operations are taken in one request.");
        var operations = new List<PatchOperation>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            var operation = ReadOperation(element);
            if (operation.IsError)
                return operation.Error;
            operations.Add(operation.Value);
        }
        return new PatchRequest(operations);
    }

    private static ScimResult<PatchOperation> ReadOperation(JsonElement element)
    {
        if (SchemaList.Find(element, "op") is not { ValueKind: JsonValueKind.String } name)
            return ScimError.InvalidSyntax("An operation does not say its op.");
        var text = name.GetString()!;
        if (Verb(text) is not { } verb)
            return ScimError.InvalidSyntax($"'{text}' is not an op; use add, remove or replace.");
        var value = SchemaList.Find(element, "value");
        if (value is null && verb != PatchVerb.Remove)
            return ScimError.InvalidValue($"An operation to {text} has no value.");
        var path = ReadPath(element);
        if (path.IsError)
            return path.Error;
        return new PatchOperation(verb, path.Value.Path, value, char.IsAsciiLetterUpper(text[0]));
    }

    private static ScimResult<OptionalPath> ReadPath(JsonElement element)
    {
        if (SchemaList.Find(element, "path") is not { ValueKind: not JsonValueKind.Null } given)
            return new OptionalPath(null);
        if (given.ValueKind != JsonValueKind.String)
            return ScimError.InvalidPath("A path is not a string.");
        var text = given.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            return new OptionalPath(null);
        var path = FilterParser.ParsePath(text);
        return path.IsError ? path.Error : new OptionalPath(path.Value);
    }

    private static PatchVerb? Verb(string text) =>
        text.ToLowerInvariant() switch
        {
            "add" => PatchVerb.Add,
            "remove" => PatchVerb.Remove,
            "replace" => PatchVerb.Replace,
            _ => null,
        };

    private sealed record OptionalPath(PatchPath? Path);
}
