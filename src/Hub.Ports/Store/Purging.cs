using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;

namespace Hub.Ports.Store;

/// <summary>Takes old documents out of a store, some at a time.</summary>
public static class Purging
{
    private const int Batch = 200;

    /// <param name="field">The declared field with the time.</param>
    /// <param name="before">What is older goes.</param>
    public static async Task Purge<T>(
        this IStore store,
        DocumentType<T> type,
        OrganizationId organization,
        string field,
        DateTimeOffset before,
        CancellationToken cancellation
    )
        where T : class
    {
        var old = new Query
        {
            Filter = new Filter.Compare(field, Comparison.Less, FieldValue.Instant(before)),
            Sort = [new Sort(field)],
            Limit = Batch,
        };
        while (true)
        {
            var page = await store.Query(type, organization, old, cancellation);
            foreach (var one in page.Items)
                await store.Commit(
                    new Commit(organization, one.Partition)
                    {
                        Changes = [new Delete(type, one.Id, Expected.At(one.Version))],
                    },
                    cancellation
                );
            if (page.Items.Count < Batch)
                return;
            await Task.Yield();
        }
    }
}
