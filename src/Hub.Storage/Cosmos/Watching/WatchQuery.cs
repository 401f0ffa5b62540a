using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Watching;

/// <summary>Asks for documents of some types, and for tombstones of such, by when they were written.</summary>
internal static class WatchQuery
{
    public static readonly QueryRequestOptions Everywhere = new() { MaxConcurrency = -1 };

    public static QueryRequestOptions In(OrganizationId organization, string partition) =>
        new() { PartitionKey = Keys.Of(organization, partition) };

    public static QueryDefinition Of(IReadOnlyList<DocumentType> types, long since)
    {
        var names = types.SelectMany(static type => new[] { type.Name, ItemNames.TombstoneType(type.Name) }).ToList();
        var list = string.Join(", ", names.Select(static (_, index) => $"@y{index}"));
        var query = new QueryDefinition(
            "SELECT c[\"organizationId\"] AS o, c[\"partition\"] AS p, c[\"key\"] AS k, c[\"type\"] AS y, "
                + $"c[\"_etag\"] AS e, c[\"_ts\"] AS t FROM c WHERE c[\"type\"] IN ({list}) AND c[\"_ts\"] >= @since"
        ).WithParameter("@since", since);
        for (var index = 0; index < names.Count; index++)
            query.WithParameter($"@y{index}", names[index]);
        return query;
    }
}
