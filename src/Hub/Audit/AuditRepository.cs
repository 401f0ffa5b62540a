using System.Runtime.CompilerServices;
using Hub.Domain.Audit;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Audit;

/// <summary>
/// An organization's audit entries, each stored with what it tells of: those of tokens in the hub's own directory, the others
/// among the organization's documents. A list is made of both.
/// </summary>
internal sealed class AuditRepository : IRepository<AuditEntry>
{
    /// <summary>So far back a page may reach; a time range reaches the rest.</summary>
    public const int Deepest = 10_000;

    public DocumentType<AuditEntry> Type => AuditEntry.Document;

    public string Number => "id";

    public OrganizationId OwnerOf(OrganizationId organization) => organization;

    public ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        throw new NotSupportedException("Entries are written by what they tell of.");

    public async ValueTask<Stored<AuditEntry>?> Find(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var query = new Query { Filter = Filter.Equal("id", FieldValue.Integer(id)), Limit = 1 };
        return (await List(store, organization, query, cancellation)).Items is [var found] ? found : null;
    }

    public async Task<Page<AuditEntry>> List(
        IStore store,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
    {
        var end = query.Offset + query.Limit;
        if (end > Deepest)
            throw new QueryRefusedException($"The audit log is listed {Deepest} entries back.");
        var begun = Within(organization, query) with { Offset = 0, Limit = end, MostBytes = long.MaxValue };
        var own = await store.Query(Type, organization, begun, cancellation);
        var directory = await store.Query(Type, OrganizationId.Hub, begun, cancellation);
        // Where one was cut short, what follows of the other may have to come later.
        var isCut = own.IsCut || directory.IsCut;
        Stored<AuditEntry>[] merged =
        [
            .. own
                .Items.Concat(directory.Items)
                .OrderByDescending(one => one.Value.Id)
                .Skip(query.Offset)
                .Take(query.Limit),
        ];
        return new Page<AuditEntry>(merged, own.Total + directory.Total, Next: null, isCut);
    }

    /// <summary>All that the filter admits, the newest first, however far back.</summary>
    public async IAsyncEnumerable<AuditEntry> All(
        IStore store,
        OrganizationId organization,
        Filter filter,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = Within(organization, new Query { Filter = filter, Sort = [new Sort("id", Descending: true)] });
        await using var own = store.All(Type, organization, query, cancellation).GetAsyncEnumerator(cancellation);
        await using var directory = store
            .All(Type, OrganizationId.Hub, query, cancellation)
            .GetAsyncEnumerator(cancellation);
        var (hasOwn, hasDirectory) = (await own.MoveNextAsync(), await directory.MoveNextAsync());
        while (hasOwn || hasDirectory)
            if (hasOwn && (!hasDirectory || own.Current.Value.Id >= directory.Current.Value.Id))
            {
                yield return own.Current.Value;
                hasOwn = await own.MoveNextAsync();
            }
            else
            {
                yield return directory.Current.Value;
                hasDirectory = await directory.MoveNextAsync();
            }
    }

    public Query Within(OrganizationId organization, Query query) =>
        query with
        {
            Filter = Filter.AllOf([Filter.Equal("organization", FieldValue.Text($"{organization}")), query.Filter]),
        };

    public (string Partition, string Id) AddressOf(AuditEntry record) => throw new NotSupportedException();
}
