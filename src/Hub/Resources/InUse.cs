using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>Documents whose field names a record: while there is one, the record stays.</summary>
internal sealed record InUse(
    string Field,
    string Reason,
    Func<IStore, OrganizationId, Query, CancellationToken, Task<bool>> IsAny
)
{
    /// <param name="reason">What to do first, in a sentence.</param>
    public static InUse By<T>(DocumentType<T> type, string field, string reason)
        where T : class =>
        new(field, reason, async (store, organization, query, cancellation) =>
            (await store.Query(type, organization, query, cancellation)).Items.Count > 0
        );
}
