using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Records;
using Hub.Resources;
using Hub.Resources.Links;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets.Links;

/// <summary>Links between tickets. Either of the two shows the link, and either takes it away.</summary>
internal static class TicketLinksApi
{
    /// <param name="tickets">The routes of tickets.</param>
    public static void MapTicketLinks(this RouteGroupBuilder tickets)
    {
        tickets.AddJson(TicketLinksJson.Default);
        var services = ((IEndpointRouteBuilder)tickets).ServiceProvider;
        services
            .GetRequiredService<TicketUnlinking>()
            .Add(
                (organization, ticket, cancellation) =>
                    services.GetRequiredService<TicketLinkBook>().RemoveAll(organization, ticket, cancellation)
            );
        var links = tickets.MapGroup("/{id}/links");
        var read = links.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("", ListTicketLinks);
        read.MapGet("/{linkId}", GetTicketLink).SetsETag();
        var write = links.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        write.MapPost("", CreateTicketLink).Idempotent(TicketLink.Kind.Name).SetsETag();
        write.MapDelete("/{linkId}", DeleteTicketLink).TakesIfMatch();
    }

    /// <summary>List links of a ticket. Shows the tickets that it is linked to and how, in the order of linking.</summary>
    /// <remarks>
    /// Use it to list, show or see which other tickets are linked, related or connected to a ticket; with an ID, use Get a link
    /// of a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>A page of links.</returns>
    internal static async Task<Results<Ok<Many<TicketLinkResponse>>, Refused>> ListTicketLinks(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        TicketLinkBook links,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", id));
        var page = await links.List(organization, paging.Over(TicketLink.Of(id), new Sort("id")), cancellation);
        var ids = page.Items.Select(link => FieldValue.Integer(link.Value.OtherThan(id))).Distinct().ToList();
        var linked = new Query { Filter = new Filter.In("id", ids), Limit = ids.Count };
        var others = (await store.Query(TicketDocuments.Ticket, organization, linked, cancellation)).Items.ToDictionary(
            ticket => ticket.Value.Id,
            ticket => ticket.Value
        );
        // One whose ticket has just been deleted is about to go as well.
        var shown = page.Items.Where(link => others.ContainsKey(link.Value.OtherThan(id)));
        return paging.Answer(page with { Items = [.. shown] }, link =>
            TicketLinkResponse.Of(link, others[link.OtherThan(id)])
        );
    }

    /// <summary>Get a link of a ticket. Shows which ticket it is linked to and how.</summary>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="linkId">The link's id among all links.</param>
    /// <returns>The link.</returns>
    internal static async Task<Results<Ok<One<TicketLinkResponse>>, Refused>> GetTicketLink(
        long id,
        long linkId,
        Caller caller,
        IStore store,
        TicketLinkBook links,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (
            await links.Find(organization, id, linkId, cancellation) is not { } link
            || await TicketCommits.Get(store, organization, link.Value.OtherThan(id), cancellation) is not { } other
        )
            return new Refused(Refusal.NotFound("link", linkId));
        // For If-Match alone: what is shown of the other ticket changes without the link.
        http.SetETag(link.Version);
        return TypedResults.Ok(new One<TicketLinkResponse>(TicketLinkResponse.Of(link.Value, other.Value)));
    }

    /// <summary>
    /// Link two tickets. Says what it is to the other one, which shows the link from its side; two that are linked so
    /// already stay as they are.
    /// </summary>
    /// <remarks>
    /// Use it to link, relate or connect a ticket with another ticket that it blocks, duplicates, causes or has to do with; to
    /// make one of both, use Merge two tickets instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new link, or the one that was there.</returns>
    /// <response code="409">
    /// One of the two was merged or has as many links as may be, they are linked the other way round, or the first request with
    /// this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<TicketLinkResponse>>, Refused>> CreateTicketLink(
        long id,
        Body<CreateTicketLink> body,
        Caller caller,
        IStore store,
        TicketLinkBook links,
        References references,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        var (type, otherId) = (body.Value.Type!.Value, body.Value.TicketId!.Value);
        if (await TicketCommits.Get(store, organization, id, cancellation) is not { Value: var ticket })
            return new Refused(Refusal.NotFound("ticket", id));
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any || await TicketCommits.Get(store, organization, otherId, cancellation) is not { } other)
            return new Refused(body.Errors);

        var reservation = await Reservation.Of(http, store, organization, TicketLink.Kind.Name);
        var decision = ticket.Link(type, other.Value, reservation.Id, clock.Now());
        if (decision.IsRefused)
            return new Refused(decision.Refusal);
        var (link, refusal) = await links.Add(organization, decision.State, cancellation);
        if (refusal is not null)
            return new Refused(refusal);
        // Who deletes a ticket looks for its links afterwards, and may have looked before this one was there.
        foreach (var end in (long[])[id, otherId])
            if (await TicketCommits.Get(store, organization, end, cancellation) is null)
            {
                await links.RemoveAll(organization, end, cancellation);
                return new Refused(Refusal.NotFound("ticket", end));
            }
        http.SetETag(link!.Version);
        return TypedResults.Created(
            address.Of(http, $"/api/v1/tickets/{id}/links/{link.Value.Id}"),
            body.Answer(TicketLinkResponse.Of(link.Value, other.Value))
        );
    }

    /// <summary>Delete a link between two tickets. The two tickets are not linked so any more, whichever of them it is deleted at.</summary>
    /// <remarks>Use it to delete or remove the link between two tickets, or to unlink or disconnect them.</remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="linkId">The link's id among all links.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">Others keep changing it at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteTicketLink(
        long id,
        long linkId,
        Caller caller,
        TicketLinkBook links,
        OptimisticWriter writer,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await writer.Change(
            links.PlaceOf(organization, id, linkId).AsAskedBy(http),
            link => Proposal.Delete(TicketLink.Kind.Document, organization, link),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }
}

[JsonSerializable(typeof(CreateTicketLink))]
[JsonSerializable(typeof(One<TicketLinkResponse>))]
[JsonSerializable(typeof(Many<TicketLinkResponse>))]
internal sealed partial class TicketLinksJson : JsonSerializerContext;
