using System.Text.Json;
using Hub.People;
using Hub.Scim.Filters;
using Hub.Scim.Listing;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;

namespace Hub.Scim.Patching;

/// <summary>Takes note of what a PATCH does to a group's members, which may be too many to hold in memory.</summary>
internal sealed class MemberPatch
{
    private readonly List<MemberChange> changes = [];

    public IReadOnlyList<MemberChange> Changes => changes;

    public ScimError? Note(
        PatchOperation operation,
        IReadOnlyList<AttributeDefinition> steps,
        FilterExpression? filter,
        ResourceReader reader
    )
    {
        var list = steps[0];
        var sub = steps.Count > 1 ? steps[1] : null;
        if (filter is not null)
            return Filtered(operation, list, filter, sub, reader);
        if (sub is not null && sub.Name != "value")
            return ScimError.Mutability($"A member's {sub.Name} cannot be changed.");
        if (operation.Value is not { ValueKind: not JsonValueKind.Null } value)
        {
            if (operation.Clears)
                changes.Add(new MemberChange.Replace([]));
            return null;
        }
        if (MemberIds.Check(value) is { } nameless)
            return nameless;
        var ids = Ids(list, value, reader);
        changes.Add(
            operation.Verb switch
            {
                PatchVerb.Add => new MemberChange.Add(ids),
                PatchVerb.Remove => new MemberChange.Remove(ids),
                _ => new MemberChange.Replace(ids),
            }
        );
        return null;
    }

    /// <summary>The ids of members as they are in a list; each once. A text is that of one.</summary>
    private static IReadOnlyList<string> Ids(AttributeDefinition list, JsonElement value, ResourceReader reader) =>
        MemberIds.Of(reader.ReadList(list, value, takesText: true));

    private ScimError? Filtered(
        PatchOperation operation,
        AttributeDefinition list,
        FilterExpression filter,
        AttributeDefinition? sub,
        ResourceReader reader
    )
    {
        var compiled = ElementFilter.Of(list, filter);
        if (compiled.IsError)
            return compiled.Error;
        if (operation.IsRemove)
        {
            if (IdOf(filter) is not { } id)
                return RemoveWhere(list, filter);
            changes.Add(new MemberChange.Remove([id]));
            return null;
        }
        // A member can only be named by its id: to add one that is selected by it is to add it.
        if (operation.Verb == PatchVerb.Add && sub is null && IdOf(filter) is { } named)
        {
            changes.Add(new MemberChange.Add([named]));
            return null;
        }
        if (operation.Verb == PatchVerb.Replace && sub is null && IdOf(filter) is { } replaced)
        {
            if (MemberIds.Check(operation.Value!.Value) is { } nameless)
                return nameless;
            changes.Add(new MemberChange.Remove([replaced]));
            changes.Add(new MemberChange.Add(Ids(list, operation.Value!.Value, reader)));
            return null;
        }
        return ScimError.Mutability("The parts of a member cannot be changed; remove it and add another.");
    }

    private ScimError? RemoveWhere(AttributeDefinition list, FilterExpression filter)
    {
        var agents = new ElementTranslation(list, RelatedFilters.Field("shown_name", "User"));
        var roles = new ElementTranslation(list, RelatedFilters.Field("display_name", "Group"));
        changes.Add(new MemberChange.RemoveWhere(agents.Translate(filter), roles.Translate(filter)));
        return agents.Error ?? roles.Error;
    }

    private static string? IdOf(FilterExpression filter) =>
        filter
            is FilterExpression.Compare
            {
                Operator: Operator.Eq,
                Path: { Urn: null, Sub: null, Name: var name },
                Value: { Kind: LiteralKind.Text or LiteralKind.Word } literal,
            }
        && name.Equals("value", StringComparison.OrdinalIgnoreCase)
            ? literal.Text
            : null;
}
