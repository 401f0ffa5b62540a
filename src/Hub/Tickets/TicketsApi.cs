using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Edge;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Surveys;
using Hub.TicketFields;
using Hub.Tickets.Alerts;
using Hub.Tickets.Links;
using Hub.Tickets.Subtickets;
using Hub.TimeEntries;
using Hub.Wire;
using Hub.Wire.Queries;
using Hub.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

/// <summary>Tickets with their replies, notes and history.</summary>
internal static partial class TicketsApi
{
    public static void MapTickets(this IEndpointRouteBuilder routes)
    {
        routes
            .ServiceProvider.GetRequiredService<References>()
            .AddUnremembered("ticket", "ticket", "/api/v1/tickets", async (organization, id, cancellation) =>
                await TicketCommits.Get(
                    routes.ServiceProvider.GetRequiredService<IStore>(),
                    organization,
                    id,
                    cancellation
                )
                    is not null
            );
        var tickets = routes
            .MapGroup("/tickets")
            .OfResource("ticket")
            .WithTags("Tickets")
            .WithMetadata(new NamesTicket());
        var read = tickets.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("/", ListTickets).InFlows(Visibility.Important);
        read.MapGet("/{id}", GetTicket).Shows().InFlows(Visibility.Important);
        read.MapGet("/{id}/replies", ListReplies);
        read.MapGet("/{id}/replies/{replyId}", GetReply);
        read.MapGet("/{id}/timeline", ListTimeline);
        read.MapGet("/{id}/transitions", TransitionsApi.GetTicketTransitions);
        read.MapGet("/{id}/survey", SurveysApi.GetTicketSurvey).ShowsSecrets();

        var write = tickets.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        write
            .MapPost("/", CreateTicket)
            .LimitAs(Limit.CreateTicket)
            .Idempotent(TicketDocuments.Counter)
            .SetsETag()
            .InFlows(Visibility.Important);
        write.MapPut("/{id}", UpdateTicket).Changes().InFlows(Visibility.Important);
        write.MapPost("/{id}/transitions", TransitionsApi.MoveTicket).Changes().InFlows(Visibility.Ordinary);
        write.MapDelete("/{id}", DeleteTicket).TakesIfMatch().InFlows(Visibility.Ordinary);
        write.MapPost("/{id}/merge", MergeTicket).Changes().InFlows(Visibility.Ordinary);
        write
            .MapPost("/{id}/replies", AddReply)
            .LimitAs(Limit.CreateReply)
            .Idempotent(TicketDocuments.ReplyCounter)
            .TakesIfMatch()
            .InFlows(Visibility.Important);
        write.MapDelete("/{id}/replies/{replyId}", DeleteReply).TakesIfMatch();
        tickets.MapTicketLinks();
        tickets.MapSubtickets();
        tickets.MapTimeEntries();
        tickets.MapRaisedAlerts();
    }

    /// <summary>
    /// List tickets. The newest come first unless sorted otherwise; a ticket on the list meets all the conditions
    /// given.
    /// </summary>
    /// <remarks>
    /// Use it to list, show, find or get all tickets, or those that are open, unassigned or assigned to an agent, of the last
    /// days or weeks, or of a certain status, department, queue, priority, tag, contact, customer or requester; to search by
    /// words, use Search the helpdesk instead.
    /// </remarks>
    /// <returns>A page of tickets, without their replies.</returns>
    internal static async Task<Results<Ok<Many<TicketResponse>>, Refused>> ListTickets(
        Query<TicketList> list,
        Caller caller,
        IStore store,
        CustomFieldRules fields,
        CancellationToken cancellation
    )
    {
        var (paging, found) = await Find(list, caller, store, fields, cancellation);
        return found is { } page ? paging.Answer(page, ticket => new TicketResponse(ticket)) : new Refused(list.Errors);
    }

    /// <summary>The tickets that are asked for; nothing when there are errors in how they are.</summary>
    public static async Task<(Paging Paging, Page<Ticket>? Found)> Find(
        Query<TicketList> list,
        Caller caller,
        IStore store,
        CustomFieldRules fields,
        CancellationToken cancellation
    )
    {
        var (request, errors) = (list.Value, list.Errors);
        var (filter, sort) = (request.ToFilter(errors), request.ToSort(errors));
        var custom = await fields.ToFilter(request.CustomFields, errors, caller.Organization.Id, cancellation);
        var paging = Paging.Read(request.Page, request.PerPage, errors);
        if (errors.Any)
            return (paging, null);
        var query = paging.Over(Filter.AllOf([filter, custom]), sort);
        return (paging, await store.Query(TicketDocuments.Ticket, caller.Organization.Id, query, cancellation));
    }

    /// <summary>
    /// Get a ticket. Shows it with its replies, notes and history: all of them up to 1 MB, beyond that the newest, with
    /// truncated and links to all.
    /// </summary>
    /// <remarks>
    /// Use it to get, show, see, read, fetch or look up one ticket with its details, as its subject, status and deadlines, by its
    /// number, code or ID; without any of them, use List tickets instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The ticket.</returns>
    internal static async Task<Results<Ok<One<TicketDetailsResponse>>, StatusCodeHttpResult, Refused>> GetTicket(
        long id,
        Caller caller,
        IStore store,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, cancellation) is not { } stored)
            return new Refused(Refusal.NotFound("ticket", id));
        http.SetETag(stored.Version);
        if (http.HasAlready(stored.Version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        var (replies, areAllReplies) = await TicketPartition.NewestReplies(store, organization, id, cancellation);
        var (timeline, isAllHistory) = await TicketPartition.NewestTimeline(store, organization, id, cancellation);
        var links =
            areAllReplies && isAllHistory
                ? null
                : new TicketLinks(
                    address.Of(http, $"/api/v1/tickets/{id}/replies"),
                    address.Of(http, $"/api/v1/tickets/{id}/timeline")
                );
        return TypedResults.Ok(
            new One<TicketDetailsResponse>(new(stored.Value, replies, timeline, isAllHistory, links))
        );
    }
}
