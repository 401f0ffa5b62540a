using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Scim.Filters;
using Hub.Scim.Schemas;

namespace Hub.Scim.Listing;

/// <summary>Turns a list's filter and order into a query and runs it.</summary>
internal sealed class StoreListing(IStore store, RelatedFilters related)
{
    public async Task<ScimResult<Page<T>>> Run<T>(
        OrganizationId organization,
        ResourceType type,
        DocumentType<T> documents,
        ListQuery list,
        CancellationToken cancellation
    )
        where T : class
    {
        var query = new Query
        {
            Partition = PeopleDocuments.Partition,
            Limit = list.Limit,
            Offset = list.Offset,
            After = list.After,
            Count = true,
        };
        if (list.Filter is { } filter)
        {
            var looked = await related.Resolve(organization, type, filter, cancellation);
            if (looked.IsError)
                return looked.Error;
            var condition = FilterTranslation.Translate(type, documents, looked.Value, list.IsAcrossTypes);
            if (condition.IsError)
                return condition.Error;
            query = query with { Filter = condition.Value };
        }
        if (list.SortBy is { } path)
        {
            var sort = SortOf(type, documents, path);
            if (sort is null && !list.IsAcrossTypes)
                return new ScimError(400, "invalidPath", $"{type.Name} cannot be sorted by '{path}'.");
            if (sort is { Length: > 0 })
                query = query with { Sort = [new Sort(sort, list.Descending)] };
        }
        return await store.Query(documents, organization, query, cancellation);
    }

    /// <summary>The field to sort by; empty where all are the same; nothing where there is none.</summary>
    private static string? SortOf(ResourceType type, DocumentType documents, AttributePath path)
    {
        if (type.Resolve(path) is not { } steps)
            return null;
        if (steps[0] == CommonAttributes.Meta && steps[^1].Name == "resourceType")
            return "";
        // A list sorts by its primary value, or else the first (RFC 7644, 3.4.2.3).
        var name = steps[0].Name switch
        {
            "emails" => "email",
            "phoneNumbers" => "phone_number",
            "name" when steps.Count == 1 => "name_formatted",
            _ when steps.Any(step => step.MultiValued) => null,
            _ => FieldNames.Of(steps[^1].IsComplex && steps[^1].Sub("value") is { } value ? [.. steps, value] : steps),
        };
        return documents.Fields.Any(field => field.Name == name) ? name : null;
    }
}
