using Hub.Access;
using Hub.Assignment;
using Hub.Contacts;
using Hub.Domain;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Resources.Links;
using Hub.TicketFields;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets.Subtickets;

/// <summary>The tickets below a ticket.</summary>
internal static class SubticketsApi
{
    /// <param name="tickets">The routes of tickets.</param>
    public static void MapSubtickets(this RouteGroupBuilder tickets)
    {
        var services = ((IEndpointRouteBuilder)tickets).ServiceProvider;
        services
            .GetRequiredService<TicketUnlinking>()
            .Add(
                (organization, ticket, cancellation) =>
                    services.GetRequiredService<SubticketBook>().Detach(organization, ticket, cancellation)
            );
        tickets.MapGet("/{id}/subtickets", ListSubtickets).RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        tickets
            .MapPost("/{id}/subtickets", CreateSubticket)
            .RequireScope(Scope.TicketsWrite)
            .LimitAs(Limit.CreateTicket)
            .Idempotent(TicketDocuments.Counter)
            .SetsETag();
    }

    /// <summary>List subtickets of a ticket. Shows the tickets right below it, the oldest first.</summary>
    /// <remarks>Use it to list or find the child tickets of one; for all tickets, use List tickets instead.</remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>A page of tickets, without their replies.</returns>
    internal static async Task<Results<Ok<Many<TicketResponse>>, Refused>> ListSubtickets(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", id));
        var query = paging.Over(SubticketBook.Of(id), new Sort("id"));
        var page = await store.Query(TicketDocuments.Ticket, organization, query, cancellation);
        return paging.Answer(page, static ticket => new TicketResponse(ticket));
    }

    /// <summary>
    /// Create a subticket. It is a ticket of its own below this one, unless that is closed, merged or too deep; every
    /// webhook that asks for new tickets is told.
    /// </summary>
    /// <remarks>
    /// Use it to create or add a child ticket, to split off a part or step of the work; for a request of its own, use Create a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket above: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new ticket.</returns>
    /// <response code="409">
    /// The ticket above is closed, was merged, stands too deep or has as many subtickets as may be, or the first request with this
    /// Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<TicketResponse>>, Refused>> CreateSubticket(
        long id,
        Body<CreateSubticket> body,
        Caller caller,
        IStore store,
        ContactBook contacts,
        TicketWork work,
        RuleTriggers rules,
        SubticketBook subtickets,
        References references,
        CustomFieldRules fields,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        if (await TicketCommits.Get(store, caller.Organization.Id, id, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", id));
        var below = new Body<CreateTicket>(CreateTicket.Below(id, body.Value), body.Errors);
        return await TicketsApi.CreateTicket(
            below,
            caller,
            store,
            contacts,
            work,
            rules,
            subtickets,
            references,
            fields,
            clock,
            address,
            http,
            cancellation
        );
    }
}
