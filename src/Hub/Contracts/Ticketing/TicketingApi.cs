using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Events;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Exporting;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Contracts.Ticketing;

/// <summary>
/// Tickets where the events of the ticketing contract say that they are, in the form in which the events have them. Webhooks of
/// the contract are made at <c>/api/v1/webhooks</c>, as all others.
/// </summary>
internal static class TicketingApi
{
    public static void MapTicketing(this IEndpointRouteBuilder routes)
    {
        routes.AddJson(TicketingJson.Default);
        var tickets = routes
            .MapGroup("/tickets")
            .OfResource("ticket")
            .WithTags("Ticketing")
            .WithMetadata(new NamesTicket())
            .InFlows(Visibility.Internal)
            .RequireScope(Scope.TicketsRead)
            .LimitAs(Limit.Read);
        tickets.MapGet("", ListTicketingTickets).IsNotExported();
        tickets.MapGet("/{id}", GetTicketingTicket).Shows();
    }

    /// <summary>
    /// List tickets as ticketing has them. The same tickets by the same conditions as below /api/v1, each as data.ticket of
    /// ticketing's events.
    /// </summary>
    /// <returns>One page of tickets.</returns>
    internal static async Task<Results<Ok<Many<ITicketResponse>>, Refused>> ListTicketingTickets(
        Query<TicketList> list,
        Caller caller,
        IStore store,
        CustomFieldRules fields,
        KnownTicketNames names,
        CancellationToken cancellation
    )
    {
        var (paging, found) = await TicketsApi.Find(list, caller, store, fields, cancellation);
        if (found is not { } page)
            return new Refused(list.Errors);
        var named = await names.Of(
            caller.Organization.Id,
            page.Items.SelectMany(static stored => TicketNames.In(stored.Value)).Distinct(),
            cancellation
        );
        return paging.Answer(page, ticket => new ITicketResponse(new NamedTicket(ticket, named)));
    }

    /// <summary>Get a ticket as ticketing has it. Shows what data.ticket of an event of it would be at this moment.</summary>
    /// <param name="id">The ticket: its uuid, as in an event's ticketUrl, its number or its code.</param>
    /// <returns>The ticket.</returns>
    internal static async Task<Results<Ok<One<ITicketResponse>>, StatusCodeHttpResult, Refused>> GetTicketingTicket(
        long id,
        Caller caller,
        IStore store,
        KnownTicketNames names,
        HttpContext http
    )
    {
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, http.RequestAborted) is not { } stored)
            return new Refused(Refusal.NotFound("ticket", id));
        var ticket = stored.Value;
        var named = await names.Of(organization, TicketNames.In(ticket), http.RequestAborted);
        return http.Show(stored.Version, new ITicketResponse(new NamedTicket(ticket, named)));
    }
}
