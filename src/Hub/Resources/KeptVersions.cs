using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Resources;

/// <summary>
/// What records said from one writing to the next. Each is a document of its own, written in the step that has the record say so; the
/// oldest goes when there are more than are kept, and all go with the record.
/// </summary>
/// <param name="type">Has the record's number in the field of its kind's name with <c>_id</c>, and its own in <c>number</c>.</param>
/// <param name="kept">How many of a record are kept.</param>
/// <param name="numberOf">How often what the record says has been written.</param>
/// <param name="make">What it says now, and who wrote it so.</param>
internal sealed class KeptVersions<T, TVersion>(
    Kind<T> kind,
    DocumentType<TVersion> type,
    int kept,
    Func<T, int> numberOf,
    Func<T, string, TVersion> make
)
    where T : Record
    where TVersion : class
{
    private readonly RecordRepository<T> records = new(kind);

    /// <summary>What is written and removed beside a record.</summary>
    public IReadOnlyList<Change> Beside(T? before, T? after, Caller caller) =>
        after is null ? [.. KeptOf(before!).Select(number => Gone(before!.Id, number))]
        : before is not null && numberOf(after) == numberOf(before) ? []
        :
        [
            new Put<TVersion>(
                type,
                DocumentIdOf(after.Id, numberOf(after)),
                make(after, caller.Actor.Name),
                Expected.Anything
            ),
            Gone(after.Id, numberOf(after) - kept),
        ];

    /// <summary>One page of them, the newest first.</summary>
    public async Task<Results<Ok<Many<TShown>>, Refused>> List<TShown>(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        Func<TVersion, TShown> show,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await records.Find(store, organization, id, cancellation) is null)
            return new Refused(Missing(id));
        var ofThis = Filter.Equal($"{kind.Name}_id", FieldValue.Integer(id));
        var query = paging.Over(ofThis, new Sort("number", Descending: true));
        return paging.Answer(
            await store.Query(type, organization, records.Within(organization, query), cancellation),
            show
        );
    }

    public async ValueTask<(TVersion? Version, Refused? Refused)> Find(
        long id,
        int number,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await records.Find(store, organization, id, cancellation) is null)
            return (null, new Refused(Missing(id)));
        var found = await store.Get(type, organization, kind.Partition, DocumentIdOf(id, number), cancellation);
        return found is null ? (null, new Refused(Refusal.NotFound("version", number))) : (found.Value, null);
    }

    private IEnumerable<int> KeptOf(T record)
    {
        var first = Math.Max(1, numberOf(record) - kept + 1);
        return Enumerable.Range(first, numberOf(record) - first + 1);
    }

    private Delete Gone(long id, int number) => new(type, DocumentIdOf(id, number), Expected.Anything);

    private string DocumentIdOf(long id, int number) => $"{kind.Name}-{id}-version-{number}";

    private Refusal Missing(long id) => Refusal.NotFound(kind.Name, id);
}
