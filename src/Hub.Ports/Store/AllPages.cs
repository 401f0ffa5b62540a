using System.Runtime.CompilerServices;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;

namespace Hub.Ports.Store;

/// <summary>Every page of a query.</summary>
public static class AllPages
{
    public const int PageSize = 500;

    /// <summary>Bytes that a page has in memory, however large its documents are.</summary>
    private const int PageBytes = 8 * 1024 * 1024;

    /// <summary>
    /// All that a query finds, in its order, read page by page while it is asked for; its limit and offset do not matter.
    /// What comes or goes meanwhile may be among it or not; what stays is there once.
    /// </summary>
    public static async IAsyncEnumerable<Stored<T>> All<T>(
        this IStore store,
        DocumentType<T> type,
        OrganizationId organization,
        Query query,
        [EnumeratorCancellation] CancellationToken cancellation
    )
        where T : class
    {
        query = query with { Limit = PageSize, MostBytes = PageBytes, Offset = 0, Count = false };
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await store.Query(type, organization, query, cancellation);
            foreach (var found in page.Items)
                yield return found;
            query = query with { After = page.Next };
        } while (query.After is not null);
    }
}
