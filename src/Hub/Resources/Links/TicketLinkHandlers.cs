using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;

namespace Hub.Resources.Links;

/// <summary>What the routes of a record's tickets do, whatever the record is.</summary>
internal interface ITicketLinkHandlers
{
    Task<IResult> List(long id, Query<PageQuery> list, Caller caller, CancellationToken cancellation);

    Task<IResult> Link(long id, Body<LinkTicket> body, LinkCall call, CancellationToken cancellation);

    Task<IResult> Unlink(long id, long ticket, LinkCall call, CancellationToken cancellation);
}

/// <summary>A request at a route of a record's tickets: who asks, and what the route does.</summary>
internal sealed record LinkCall(ITicketLinkHandlers Handlers, Caller Caller, HttpContext Http)
{
    public static ValueTask<LinkCall?> BindAsync(HttpContext http) =>
        new(
            new LinkCall(
                http.GetEndpoint()!.Metadata.GetRequiredMetadata<Lazy<ITicketLinkHandlers>>().Value,
                Caller.Of(http)!,
                http
            )
        );
}

/// <summary>The same for records of a kind.</summary>
internal sealed class TicketLinkHandlers<T, TShown>(
    Kind<T> kind,
    IRepository<T> records,
    Func<T, TShown> show,
    IStore store,
    OptimisticWriter writer,
    References references,
    TimeProvider clock
) : ITicketLinkHandlers
    where T : LinkedRecord
{
    public async Task<IResult> List(long id, Query<PageQuery> list, Caller caller, CancellationToken cancellation)
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await records.Find(store, organization, id, cancellation) is not { Value.TicketIds: var linked })
            return new Refused(Missing(id));
        var wanted = paging.Over(Filter.All);
        var shown = linked.Skip(wanted.Offset).Take(wanted.Limit).Select(ticket => FieldValue.Integer(ticket)).ToList();
        var found = await store.Query(
            TicketDocuments.Ticket,
            organization,
            wanted with
            {
                Filter = new Filter.In("id", shown),
                Sort = [new Sort("id")],
                Offset = 0,
                Count = false,
            },
            cancellation
        );
        return paging.Answer(found with { Total = linked.Count }, static ticket => new TicketResponse(ticket));
    }

    public async Task<IResult> Link(long id, Body<LinkTicket> body, LinkCall call, CancellationToken cancellation)
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = call.Caller.Organization.Id;
        if (await records.Find(store, organization, id, cancellation) is null)
            return new Refused(Missing(id));
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var ticket = body.Value.TicketId!.Value;
        var place = PlaceOf(organization, id).AsAskedBy(call.Http);
        var written = await Change(place, record => record.Link(ticket, clock.Now()), cancellation);
        if (written.IsRefused)
            return new Refused(written.Refusal);
        // Who deletes a ticket looks for its links afterwards, and may have looked before this one was there.
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
        {
            await Change(PlaceOf(organization, id), record => record.Unlink(ticket, clock.Now()), cancellation);
            return new Refused(body.Errors);
        }
        call.Http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(show(written.Value)));
    }

    public async Task<IResult> Unlink(long id, long ticket, LinkCall call, CancellationToken cancellation)
    {
        var place = PlaceOf(call.Caller.Organization.Id, id).AsAskedBy(call.Http);
        var written = await Change(place, record => record.Unlink(ticket, clock.Now()), cancellation);
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    private Task<Written<T>> Change(Place<T> place, Func<T, Decision<T>> decide, CancellationToken cancellation) =>
        writer.Change(
            place,
            stored => Proposal.Put(records.Type, place.Organization, stored, decide(stored.Value)),
            cancellation
        );

    private Place<T> PlaceOf(OrganizationId organization, long id) =>
        records.PlaceOf(store, organization, id, () => Missing(id));

    private Refusal Missing(long id) => Refusal.NotFound(kind.Name, id);
}
