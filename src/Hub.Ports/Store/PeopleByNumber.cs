using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;

namespace Hub.Ports.Store;

/// <summary>People, roles and who has left, who are all kept under other ids than their numbers.</summary>
public static class PeopleByNumber
{
    /// <summary>By the number that the REST API knows somebody by.</summary>
    public static async Task<Stored<T>?> ByNumber<T>(
        this IStore store,
        DocumentType<T> type,
        OrganizationId organization,
        long number,
        CancellationToken cancellation
    )
        where T : class
    {
        var query = new Query
        {
            Partition = PeopleDocuments.Partition,
            Filter = Filter.Equal("number", FieldValue.Integer(number)),
            Limit = 1,
        };
        var page = await store.Query(type, organization, query, cancellation);
        return page.Items.Count > 0 ? page.Items[0] : null;
    }
}
