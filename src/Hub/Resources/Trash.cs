using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.OpenApi;
using Hub.Resources.Verbs;
using Hub.Wire;

namespace Hub.Resources;

/// <summary>Where deleted records of a resource are kept, to be had back.</summary>
/// <param name="All">Finds the deleted ones too.</param>
/// <param name="Flag">The field that says that a record is deleted.</param>
/// <param name="PutIn">The record as deleted at that time.</param>
/// <param name="TakeOut">The record as there again since that time.</param>
internal sealed record Trash<T>(
    IRepository<T> All,
    string Flag,
    Func<T, bool> Holds,
    Func<T, DateTimeOffset, T> PutIn,
    Func<T, DateTimeOffset, T> TakeOut
)
    where T : class
{
    /// <summary>Lists show what is not deleted, or what is to whoever asks for that.</summary>
    public ListFilter Filter(string many) =>
        Filters.Flag(Flag, $"Only deleted {many} when true; only those that are not when false or left out.") with
        {
            Unasked = NotDeleted,
        };

    public Filter NotDeleted => new Filter.Not(Domain.Queries.Filter.Equal(Flag, FieldValue.Flag(true)));
}

/// <summary>What can be done about deleted records: have one back, or let it go for good.</summary>
internal static class TrashRoutes
{
    /// <param name="writes">The routes that write the resource.</param>
    public static void MapTrash<T, TNew, TEdit, TShown>(
        this RouteGroupBuilder writes,
        Resource<T, TNew, TEdit, TShown> resource,
        Trash<T> trash,
        Lazy<ResourceServices> services,
        ResourceTexts texts
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
    {
        var (names, kind) = (resource.Names, resource.Kind);
        var all = resource with { Repository = trash.All, Trash = null, IsToldAlready = trash.Holds };
        writes.MapVerb(
            all,
            "restore",
            new Operation(
                names.Operation("Restore"),
                $"Restore {names.A}. Has a deleted one back as it was; one that is there stays as it is.",
                $"The {names.One}."
            ),
            (record, deed) =>
            {
                if (!trash.Holds(record))
                    return record;
                var restored = trash.TakeOut(record, deed.Now);
                return kind.Lifecycle is null
                    ? restored
                    : Decision<T>.Accept(
                        restored,
                        kind.Tell(kind.Lifecycle.Updated, restored, deed.Organization, deed.Actor, deed.Now) with
                        {
                            Changes = kind.Differences(record, restored),
                        }
                    );
            }
        );
        writes
            .MapDelete("/{id}/permanently", ResourceRoutes.Delete)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)))
            .TakesIfMatch()
            .WithMetadata(
                new ResourceHandlers<T, TNew, TEdit, TShown>(all, services),
                texts.Delete(
                    new Operation(
                        names.Operation("Purge"),
                        $"Delete {names.A} for good. Takes one that is there or was deleted; nothing has it back.",
                        "It is gone."
                    )
                )
            )
            .InFlows(Visibility.Internal);
    }
}
