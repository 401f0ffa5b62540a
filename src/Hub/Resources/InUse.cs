using System.Globalization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Resources;

/// <summary>Documents whose field names a record: while there is one, the record stays.</summary>
internal sealed record InUse(
    Func<long, Filter> Names,
    string Reason,
    Func<IStore, OrganizationId, Query, CancellationToken, Task<bool>> IsAny
)
{
    /// <param name="reason">What to do first, in a sentence.</param>
    public static InUse By<T>(DocumentType<T> type, string field, string reason)
        where T : class => By(type, id => Filter.Equal(field, FieldValue.Integer(id)), reason);

    /// <param name="among">Only those of the documents.</param>
    public static InUse By<T>(DocumentType<T> type, string field, Filter among, string reason)
        where T : class => By(type, id => Filter.AllOf([Filter.Equal(field, FieldValue.Integer(id)), among]), reason);

    /// <param name="list">Whole numbers, one of which names the record.</param>
    public static InUse ByOneOf<T>(DocumentType<T> type, string list, string reason)
        where T : class => By(type, id => Filter.HasInteger(list, id), reason);

    /// <param name="field">A text that is the record's number.</param>
    public static InUse ByText<T>(DocumentType<T> type, string field, string reason)
        where T : class =>
        By(type, id => Filter.Equal(field, FieldValue.Text(id.ToString(CultureInfo.InvariantCulture))), reason);

    private static InUse By<T>(DocumentType<T> type, Func<long, Filter> names, string reason)
        where T : class =>
        new(names, reason, async (store, organization, query, cancellation) =>
            (await store.Query(type, organization, query, cancellation)).Items.Count > 0
        );
}
