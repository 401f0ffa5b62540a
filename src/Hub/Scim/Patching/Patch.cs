using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Scim.Filters;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;

namespace Hub.Scim.Patching;

/// <summary>
/// Applies the operations of a PATCH to a copy of a resource, all of them or none (RFC 7644, 3.5.2). Members of a group
/// are not part of the copy: <paramref name="members"/> takes note of what is to become of them.
/// </summary>
internal sealed class Patch(ResourceType type, MemberPatch? members)
{
    private readonly ResourceReader reader = new(type);

    public static ScimResult<JsonObject> Apply(
        ResourceType type,
        JsonObject resource,
        PatchRequest request,
        CancellationToken cancellation,
        MemberPatch? members = null
    )
    {
        var patch = new Patch(type, members);
        var copy = (JsonObject)resource.DeepClone();
        foreach (var operation in request.Operations)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((patch.Apply(copy, operation) ?? patch.reader.Error) is { } error)
                return error;
        }
        return copy;
    }

    private ScimError? Apply(JsonObject resource, PatchOperation operation) =>
        operation.Path is { } path ? At(resource, operation, path) : WithoutPath(resource, operation);

    /// <summary>The value is a set of attributes; identity providers also use paths as their names.</summary>
    private ScimError? WithoutPath(JsonObject resource, PatchOperation operation)
    {
        if (operation.IsRemove)
            return ScimError.NoTarget("An operation to remove needs a path.");
        if (operation.Value is not { ValueKind: JsonValueKind.Object } attributes)
            return ScimError.InvalidValue("Without a path the value is an object of attributes.");
        return Members(resource, operation, attributes);
    }

    private ScimError? Members(JsonObject resource, PatchOperation operation, JsonElement attributes)
    {
        foreach (var member in attributes.EnumerateObject())
            if (Member(resource, operation, member) is { } error)
                return error;
        return null;
    }

    private ScimError? Member(JsonObject resource, PatchOperation operation, JsonProperty member)
    {
        var one = operation with { Value = member.Value, IsCapitalised = true };
        if (type.Attribute(member.Name) is { } attribute)
            return attribute.Mutability == Mutability.ReadOnly || attribute == CommonAttributes.Schemas
                ? Echoed(resource, attribute, member.Value)
                : Set(resource, one, [attribute], null);
        var path = FilterParser.ParsePath(member.Name);
        if (!path.IsError && IsCore(path.Value) && member.Value.ValueKind == JsonValueKind.Object)
            return Members(resource, operation, member.Value);
        return
            path.IsError
            || Resolve(path.Value) is not { } steps
            || steps.Any(step => step.Mutability == Mutability.ReadOnly)
            ? null
            : Set(resource, one, steps, path.Value.Filter);
    }

    /// <summary>Okta repeats the id when it renames a group; another id is not a repetition.</summary>
    private static ScimError? Echoed(JsonObject resource, AttributeDefinition attribute, JsonElement value) =>
        attribute == CommonAttributes.Id
        && value.ValueKind == JsonValueKind.String
        && resource["id"]?.GetValue<string>() is { } id
        && !value.ValueEquals(id)
            ? ReadOnly(attribute)
            : null;

    /// <summary>The path is the core schema's own URN: what stands there are the resource's attributes, as without a path.</summary>
    private bool IsCore(PatchPath path) => path is { Filter: null, Sub: null } && type.IsCore(path.Attribute);

    private ScimError? At(JsonObject resource, PatchOperation operation, PatchPath path)
    {
        if (IsCore(path))
            return WithoutPath(resource, operation);
        if (Resolve(path) is not { } steps)
            // What belongs to a schema that nobody here knows is passed over, as it is in a resource.
            return path.Attribute.Urn is { } urn && !type.Knows(urn)
                ? null
                : ScimError.InvalidPath($"{type.Name} has no attribute '{path}'.");
        foreach (var step in steps)
            if (step.Mutability == Mutability.ReadOnly)
                return ReadOnly(step);
        if (steps[0] == CommonAttributes.Schemas)
            return null;
        if (path.Filter is not null && !steps.Any(step => step.MultiValued))
            return ScimError.InvalidPath($"'{path}' selects among values, but {path.Attribute} has only one.");
        return Set(resource, operation, steps, path.Filter);
    }

    private IReadOnlyList<AttributeDefinition>? Resolve(PatchPath path)
    {
        var steps = type.Resolve(path.Attribute);
        return steps is null || path.Sub is null ? steps
            : steps[^1].Sub(path.Sub) is { } sub ? [.. steps, sub]
            : null;
    }

    private ScimError? Set(
        JsonObject resource,
        PatchOperation operation,
        IReadOnlyList<AttributeDefinition> steps,
        FilterExpression? filter
    )
    {
        if (members is not null && steps[0].Name == "members")
            return members.Note(operation, steps, filter, reader);
        if (steps[0].Required && steps.Count == 1 && operation.IsRemove)
            return ScimError.Mutability($"{steps[0].Name} is required and cannot be removed.");
        if (!ResourceType.IsExtension(steps[0]))
            return Within(resource, operation, steps, filter);
        var extension = resource[steps[0].Name] as JsonObject ?? [];
        var error =
            steps.Count > 1
                ? Within(extension, operation, [.. steps.Skip(1)], filter)
                : Whole(extension, operation, steps[0]);
        if (extension.Count == 0)
            resource.Remove(steps[0].Name);
        else if (extension.Parent is null)
            resource[steps[0].Name] = extension;
        return error;
    }

    /// <summary>All of an extension: what is named changes, the rest stays.</summary>
    private ScimError? Whole(JsonObject extension, PatchOperation operation, AttributeDefinition definition)
    {
        if (operation.IsRemove || operation.Value is { ValueKind: JsonValueKind.Null })
        {
            if (operation.Clears)
                extension.Clear();
            return null;
        }
        if (operation.Value is not { ValueKind: JsonValueKind.Object } attributes)
            return ScimError.InvalidValue($"The value of {definition.Name} is not an object.");
        foreach (var member in attributes.EnumerateObject())
            if (definition.Sub(member.Name) is { Mutability: not Mutability.ReadOnly } attribute)
                if (Within(extension, operation with { Value = member.Value }, [attribute], null) is { } error)
                    return error;
        return null;
    }

    private ScimError? Within(
        JsonObject container,
        PatchOperation operation,
        IReadOnlyList<AttributeDefinition> steps,
        FilterExpression? filter
    )
    {
        var attribute = steps[0];
        var before = attribute.Mutability == Mutability.Immutable ? container[attribute.Name]?.DeepClone() : null;
        var sub = steps.Count > 1 ? steps[1] : null;
        var error = attribute.MultiValued
            ? new ListPatch(attribute, reader).Apply(container, operation, filter, sub)
            : One(container, operation, attribute, sub);
        if (error is null && before is not null && !JsonNode.DeepEquals(before, container[attribute.Name]))
            return ScimError.Mutability($"{attribute.Name} cannot change once it is set.");
        return error;
    }

    private ScimError? One(
        JsonObject container,
        PatchOperation operation,
        AttributeDefinition attribute,
        AttributeDefinition? sub
    )
    {
        if (sub is not null)
        {
            var inner = container[attribute.Name] as JsonObject ?? [];
            var error = One(inner, operation, sub, null);
            if (inner.Count == 0)
                container.Remove(attribute.Name);
            else if (inner.Parent is null)
                container[attribute.Name] = inner;
            return error;
        }
        var value = operation.IsRemove ? null : reader.Read(attribute, operation.Value!.Value);
        if (value is null && operation.Clears)
            container.Remove(attribute.Name);
        else if (value is null)
            return null;
        else if (value is JsonObject parts && container[attribute.Name] is JsonObject existing)
            Merge(existing, parts);
        else
            container[attribute.Name] = value;
        return null;
    }

    /// <summary>Sub-attributes that are not named stay as they are (RFC 7644, 3.5.2.3).</summary>
    public static void Merge(JsonObject target, JsonObject parts)
    {
        foreach (var (name, value) in parts.ToArray())
        {
            parts.Remove(name);
            target[name] = value;
        }
    }

    private static ScimError ReadOnly(AttributeDefinition attribute) =>
        ScimError.Mutability($"{attribute.Name} is set by the hub and cannot be changed.");
}
