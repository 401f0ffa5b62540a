using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.People;
using Hub.Ports.Store;
using Hub.Scim.Filters;
using Hub.Scim.Schemas;

namespace Hub.Scim.Listing;

/// <summary>
/// Conditions on a user's groups and on a group's members speak of other documents. Those are found first, by a query
/// of their own, and the condition becomes one over their ids.
/// </summary>
internal sealed class RelatedFilters(IStore store, RoleDirectory roles)
{
    /// <summary>More related documents than this make a filter too many results (RFC 7644, table 9).</summary>
    private const int Most = 2_000;

    /// <summary>Ids that all conditions of a filter may come to; an engine takes not many more.</summary>
    private const int MostTogether = 10_000;

    public async Task<ScimResult<FilterExpression>> Resolve(
        OrganizationId organization,
        ResourceType type,
        FilterExpression filter,
        CancellationToken cancellation
    )
    {
        var looked = new Dictionary<FilterExpression, FilterExpression>();
        var resolved = await Resolve(organization, type, filter, looked, cancellation);
        return resolved.IsError || IdsOf(resolved.Value) <= MostTogether
            ? resolved
            : ScimError.TooMany($"The conditions on groups and members fit more than {MostTogether} of them together.");
    }

    /// <param name="looked">What conditions have come to: one that stands there again costs nothing.</param>
    private async Task<ScimResult<FilterExpression>> Resolve(
        OrganizationId organization,
        ResourceType type,
        FilterExpression filter,
        Dictionary<FilterExpression, FilterExpression> looked,
        CancellationToken cancellation
    )
    {
        switch (filter)
        {
            case FilterExpression.And and:
                var all = await ResolveAll(organization, type, and.Operands, looked, cancellation);
                return all.IsError ? all.Error : FilterExpression.AllOf(all.Value);
            case FilterExpression.Or or:
                var any = await ResolveAll(organization, type, or.Operands, looked, cancellation);
                return any.IsError ? any.Error : FilterExpression.AnyOf(any.Value);
            case FilterExpression.Not not:
                var operand = await Resolve(organization, type, not.Operand, looked, cancellation);
                return operand.IsError ? operand.Error : new FilterExpression.Not(operand.Value);
        }
        if (looked.TryGetValue(filter, out var known))
            return known;
        if (await Look(organization, type, filter, cancellation) is not { } found)
            return filter;
        if (!found.IsError)
            looked[filter] = found.Value;
        return found;
    }

    private async Task<ScimResult<IReadOnlyList<FilterExpression>>> ResolveAll(
        OrganizationId organization,
        ResourceType type,
        IReadOnlyList<FilterExpression> operands,
        Dictionary<FilterExpression, FilterExpression> looked,
        CancellationToken cancellation
    )
    {
        var resolved = new List<FilterExpression>(operands.Count);
        foreach (var operand in operands.Distinct())
        {
            var one = await Resolve(organization, type, operand, looked, cancellation);
            if (one.IsError)
                return one.Error;
            resolved.Add(one.Value);
        }
        return ScimResult<IReadOnlyList<FilterExpression>>.Of(resolved);
    }

    private static int IdsOf(FilterExpression filter) =>
        filter switch
        {
            FilterExpression.And and => and.Operands.Sum(IdsOf),
            FilterExpression.Or or => or.Operands.Sum(IdsOf),
            FilterExpression.Not not => IdsOf(not.Operand),
            FilterExpression.Known { Query: Filter.In ids } => ids.Values.Count,
            FilterExpression.Known { Query: Filter.Any { Element: Filter.In ids } } => ids.Values.Count,
            _ => 0,
        };

    private async Task<ScimResult<FilterExpression>?> Look(
        OrganizationId organization,
        ResourceType type,
        FilterExpression condition,
        CancellationToken cancellation
    )
    {
        var path = condition switch
        {
            FilterExpression.Compare compare => compare.Path,
            FilterExpression.Present present => present.Path,
            FilterExpression.ValuePath valuePath => valuePath.Path,
            _ => null,
        };
        if (path is null || type.Resolve(path) is not { } steps || steps[0].Name is not ("groups" or "members"))
            return null;
        var inner = condition switch
        {
            FilterExpression.Compare compare => compare with { Path = Inner(steps) },
            FilterExpression.Present => new FilterExpression.Present(Inner(steps)),
            FilterExpression.ValuePath valuePath => valuePath.Inner,
            _ => condition,
        };
        return steps[0].Name == "groups"
            ? await Groups(organization, steps[0], inner, cancellation)
            : await Members(organization, steps[0], inner, cancellation);
    }

    private static AttributePath Inner(IReadOnlyList<AttributeDefinition> steps) =>
        new(null, steps.Count > 1 ? steps[1].Name : "value");

    /// <summary>Users by the groups they were put into, or that those are in.</summary>
    private async Task<ScimResult<FilterExpression>> Groups(
        OrganizationId organization,
        AttributeDefinition list,
        FilterExpression inner,
        CancellationToken cancellation
    )
    {
        if (inner is FilterExpression.Present)
            return Known(new Filter.Any("groups", Filter.All));
        var found = await Find(
            organization,
            PeopleDocuments.Role,
            list,
            inner,
            Field("display_name", "direct"),
            cancellation
        );
        if (found.IsError)
            return found.Error;
        var ids = await roles.Carriers(organization, [.. found.Value.Select(role => role.Value.Uuid)], cancellation);
        return ids.Count > Most ? TooMany(list) : Known(new Filter.Any("groups", In("value", ids)));
    }

    private async Task<ScimResult<FilterExpression>> Members(
        OrganizationId organization,
        AttributeDefinition list,
        FilterExpression inner,
        CancellationToken cancellation
    )
    {
        if (inner is FilterExpression.Present)
            return Known(new Filter.Compare("member_count", Comparison.Greater, FieldValue.Integer(0)));
        var agents = await Find(
            organization,
            PeopleDocuments.Agent,
            list,
            inner,
            Field("shown_name", "User"),
            cancellation
        );
        if (agents.IsError)
            return agents.Error;
        var nested = await Find(
            organization,
            PeopleDocuments.Role,
            list,
            inner,
            Field("display_name", "Group"),
            cancellation
        );
        if (nested.IsError)
            return nested.Error;
        var ids = agents
            .Value.SelectMany(agent => agent.Value.RoleIds)
            .Concat(nested.Value.SelectMany(role => role.Value.ParentIds));
        var groups = ids.ToHashSet();
        return groups.Count > Most ? TooMany(list) : Known(In("id", groups));
    }

    private async Task<ScimResult<IReadOnlyList<Stored<T>>>> Find<T>(
        OrganizationId organization,
        DocumentType<T> documents,
        AttributeDefinition list,
        FilterExpression inner,
        Func<string, ElementField?> field,
        CancellationToken cancellation
    )
        where T : class
    {
        var translation = new ElementTranslation(list, field);
        var query = new Query
        {
            Partition = PeopleDocuments.Partition,
            Filter = translation.Translate(inner),
            Limit = Most,
        };
        if (translation.Error is not null)
            return translation.Error;
        var page = await store.Query(documents, organization, query, cancellation);
        return page.Next is null ? ScimResult<IReadOnlyList<Stored<T>>>.Of(page.Items) : TooMany(list);
    }

    /// <summary>Where the sub-attributes of a group or member are, in the documents of the group or member itself.</summary>
    /// <param name="kind">What all of them are, for a <c>type</c>.</param>
    public static Func<string, ElementField?> Field(string display, string kind) =>
        sub =>
            sub switch
            {
                "value" => new ElementField("id", FieldKind.Text),
                "display" => new ElementField(display, FieldKind.FoldedText),
                "type" => new ElementField("", FieldKind.FoldedText) { Constant = kind },
                _ => null,
            };

    private static ScimError TooMany(AttributeDefinition list) =>
        ScimError.TooMany($"The condition on {list.Name} fits more than {Most} of them; narrow it down.");

    private static Filter.In In(string field, IReadOnlySet<Guid> ids) =>
        new(field, [.. ids.Select(id => FieldValue.Text(Agent.KeyOf(id)))]);

    private static FilterExpression.Known Known(Filter filter) => new(filter);
}
