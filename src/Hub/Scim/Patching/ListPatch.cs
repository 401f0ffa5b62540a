using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Scim.Filters;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;

namespace Hub.Scim.Patching;

/// <summary>Applies one operation to a list of values.</summary>
internal sealed class ListPatch(AttributeDefinition attribute, ResourceReader reader)
{
    private readonly HashSet<JsonNode> touched = new(ReferenceEqualityComparer.Instance);

    public ScimError? Apply(
        JsonObject container,
        PatchOperation operation,
        FilterExpression? filter,
        AttributeDefinition? sub
    )
    {
        var list = container[attribute.Name] as JsonArray ?? [];
        var error =
            filter is not null ? Filtered(list, operation, filter, sub)
            : sub is not null ? Every(list, operation, sub)
            : Whole(list, operation);
        error ??= KeepOnePrimary(list);
        if (error is not null)
            return error;
        KeepEachOnce(list);
        if (list.Count == 0)
            container.Remove(attribute.Name);
        else if (list.Parent is null)
            container[attribute.Name] = list;
        return null;
    }

    private ScimError? Whole(JsonArray list, PatchOperation operation)
    {
        var hasValue = operation.Value is { ValueKind: not JsonValueKind.Null };
        var given = hasValue ? reader.ReadList(attribute, operation.Value!.Value) : null;
        var elements = given?.ToArray() ?? [];
        given?.Clear();
        if (operation.IsRemove && hasValue && elements.Length == 0)
            return IsEmptyList(operation.Value!.Value)
                ? null
                : ScimError.InvalidValue($"The value does not say which of {attribute.Name} to remove.");
        if (operation.IsRemove && hasValue)
            Remove(list, elements);
        else if (operation.Clears)
            list.Clear();
        if (!operation.IsRemove)
            Add(list, elements);
        return null;
    }

    private static bool IsEmptyList(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    /// <summary>A value that is there already is not added again (RFC 7644, 3.5.2.1); its other parts are brought up to date.</summary>
    private void Add(JsonArray list, JsonNode?[] elements)
    {
        var known = new Dictionary<string, JsonNode>(list.Count + elements.Length, StringComparer.Ordinal);
        foreach (var existing in list)
            known.TryAdd(ElementNames.Of(existing), existing!);
        foreach (var element in elements)
        {
            var name = ElementNames.Of(element);
            if (known.TryGetValue(name, out var existing))
            {
                if (existing is JsonObject target && element is JsonObject parts)
                    Patch.Merge(target, parts);
                touched.Add(existing);
                continue;
            }
            known[name] = element!;
            list.Add(element);
            touched.Add(element!);
        }
    }

    /// <summary>What says no type names the value of every type.</summary>
    private static void Remove(JsonArray list, JsonNode?[] unwanted)
    {
        var names = unwanted.Select(ElementNames.Of).ToHashSet(StringComparer.Ordinal);
        var values = unwanted
            .Select(one => one is JsonObject parts && parts["type"] is null ? parts["value"]?.ToJsonString() : null)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        list.Keep(element =>
            !names.Contains(ElementNames.Of(element))
            && !(element is JsonObject parts && parts["value"] is { } value && values.Contains(value.ToJsonString()))
        );
    }

    private ScimError? Filtered(
        JsonArray list,
        PatchOperation operation,
        FilterExpression filter,
        AttributeDefinition? sub
    )
    {
        var compiled = ElementFilter.Of(attribute, filter);
        if (compiled.IsError)
            return compiled.Error;
        var matches = list.Where(element => compiled.Value.Matches(element)).ToList();
        if (matches.Count == 0)
            return operation.IsRemove ? null : Missing(list, operation, filter, sub);
        if (sub is not null)
            return Each(list, matches, operation, sub);
        var selected = new HashSet<JsonNode>(matches!, ReferenceEqualityComparer.Instance);
        if (operation.IsRemove)
            list.Keep(element => !selected.Contains(element!));
        else
            for (var index = 0; index < list.Count; index++)
                if (selected.Contains(list[index]!))
                    if (reader.ReadList(attribute, operation.Value!.Value) is [var value])
                        Write(list, index, value!, operation, filter);
        return null;
    }

    private void Write(JsonArray list, int index, JsonNode value, PatchOperation operation, FilterExpression filter)
    {
        var element = list[index]!;
        value.Parent?.AsArray().Clear();
        if (element is JsonObject existing && value is JsonObject parts && operation.Verb == PatchVerb.Add)
        {
            Patch.Merge(existing, parts);
            touched.Add(existing);
            return;
        }
        // What selected the element stays true of it unless the value says otherwise.
        if (value is JsonObject replacement && FilterTemplate.Of(attribute, filter) is { } template)
            foreach (var (name, selected) in template)
                if (name != "value")
                    replacement.TryAdd(name, selected?.DeepClone());
        list[index] = value;
        touched.Add(value);
    }

    /// <summary>
    /// No element is selected: an add makes one that would be; a replace has no target (RFC 7644, 3.5.2.3), unless it is
    /// Entra ID's, which does not ask first whether there is a value.
    /// </summary>
    private ScimError? Missing(
        JsonArray list,
        PatchOperation operation,
        FilterExpression filter,
        AttributeDefinition? sub
    )
    {
        if (operation.Verb == PatchVerb.Replace && !operation.IsCapitalised)
            return ScimError.NoTarget($"None of {attribute.Name} matches '{FilterPrinter.Print(filter)}'.");
        if (FilterTemplate.Of(attribute, filter) is not { } element)
            return ScimError.NoTarget(
                $"'{FilterPrinter.Print(filter)}' does not say which of {attribute.Name} to make."
            );
        var value = sub is null
            ? reader.ReadList(attribute, operation.Value!.Value)?[0]
            : reader.Read(sub, operation.Value!.Value);
        if (value is null)
            return null;
        value.Parent?.AsArray().Clear();
        if (sub is not null)
            element[sub.Name] = value;
        else if (value is JsonObject parts)
            Patch.Merge(element, parts);
        list.Add(element);
        touched.Add(element);
        return null;
    }

    /// <summary>A sub-attribute of every element; of a new one when there is none.</summary>
    private ScimError? Every(JsonArray list, PatchOperation operation, AttributeDefinition sub)
    {
        if (list.Count == 0 && !operation.IsRemove)
            list.Add(new JsonObject());
        return Each(list, [.. list], operation, sub);
    }

    private ScimError? Each(
        JsonArray list,
        IReadOnlyList<JsonNode?> elements,
        PatchOperation operation,
        AttributeDefinition sub
    )
    {
        foreach (var element in elements.OfType<JsonObject>())
        {
            var value = operation.IsRemove ? null : reader.Read(sub, operation.Value!.Value);
            if (value is not null)
                element[sub.Name] = value;
            else if (operation.Clears)
                element.Remove(sub.Name);
            touched.Add(element);
        }
        list.Keep(element => element is not JsonObject parts || !touched.Contains(parts) || !IsEmpty(parts));
        return null;
    }

    /// <summary>Nothing is left that would be worth a place in the list.</summary>
    private bool IsEmpty(JsonObject element) =>
        attribute.Sub("value") is not null && element.All(part => part.Key is "type" or "primary" or "display")
        || element.Count == 0;

    /// <summary>Elements that have become the same are one (RFC 7643, 2.4).</summary>
    private void KeepEachOnce(JsonArray list)
    {
        if (touched.Count == 0)
            return;
        var kept = new Dictionary<string, JsonNode>(touched.Count, StringComparer.Ordinal);
        foreach (var element in touched.Where(element => element.Parent == list))
            kept.TryAdd(ElementNames.Whole(element), element);
        list.Keep(element => !kept.TryGetValue(ElementNames.Whole(element), out var one) || one == element);
    }

    /// <summary>A value that becomes primary takes that from the one that was (RFC 7644, 3.5.2).</summary>
    private ScimError? KeepOnePrimary(JsonArray list)
    {
        var primaries = list.Where(ResourceReader.IsPrimary).ToList();
        if (primaries.Count < 2)
            return null;
        var winners = primaries.Where(touched.Contains!).ToList();
        if (winners.Count != 1)
            return ScimError.InvalidValue($"Only one of {attribute.Name} can be primary.");
        foreach (var other in primaries.OfType<JsonObject>().Where(other => other != winners[0]))
            other["primary"] = false;
        return null;
    }
}
