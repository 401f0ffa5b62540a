using Hub.Access;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;

namespace Hub.Resources.Links;

/// <summary>The tickets of a record: list them, link one, unlink one. The same routes for every resource that has tickets.</summary>
internal static class TicketLinkRoutes
{
    /// <param name="writes">The routes that write the resource.</param>
    public static RouteGroupBuilder MapTicketLinks<T, TNew, TEdit, TShown>(
        this RouteGroupBuilder writes,
        Resource<T, TNew, TEdit, TShown> resource
    )
        where T : LinkedRecord
        where TNew : class
        where TEdit : class
        where TShown : class
    {
        var services = ((IEndpointRouteBuilder)writes).ServiceProvider;
        services.GetRequiredService<TicketUnlinking>().Add(resource.Kind, resource.Repository);
        var links = new Lazy<ITicketLinkHandlers>(() =>
            ActivatorUtilities.CreateInstance<TicketLinkHandlers<T, TShown>>(
                services,
                resource.Kind,
                resource.Repository,
                resource.Show
            )
        );
        var texts = new TicketLinkTexts(resource.Names);
        // Who reads them reads tickets, whatever they are linked to.
        writes
            .MapGet("/{id}/tickets", List)
            .RequireScope(Scope.TicketsRead)
            .LimitAs(Limit.Read)
            .Answers<Many<TicketResponse>>()
            .WithMetadata(links, texts.List);
        writes.MapPost("/{id}/tickets", Link).Changes().Answers<One<TShown>>().WithMetadata(links, texts.Link);
        writes
            .MapDelete("/{id}/tickets/{ticketId}", Unlink)
            .TakesIfMatch()
            .WithMetadata(
                links,
                texts.Unlink,
                new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void))
            );
        return writes;
    }

    private static Task<IResult> List(long id, Query<PageQuery> list, LinkCall call, CancellationToken cancellation) =>
        call.Handlers.List(id, list, call.Caller, cancellation);

    private static Task<IResult> Link(long id, Body<LinkTicket> body, LinkCall call, CancellationToken cancellation) =>
        call.Handlers.Link(id, body, call, cancellation);

    private static Task<IResult> Unlink(long id, long ticketId, LinkCall call, CancellationToken cancellation) =>
        call.Handlers.Unlink(id, ticketId, call, cancellation);
}

/// <summary>How the routes of a record's tickets are described.</summary>
internal sealed class TicketLinkTexts(ResourceNames names)
{
    private readonly IReadOnlyDictionary<string, string> id = new Dictionary<string, string>
    {
        ["id"] = $"The id of the {names.One}: a number.",
        ["ticketId"] = "The ticket's number.",
    };

    public Operation List =>
        new(
            $"{names.Operation("List")}Tickets",
            $"List tickets of {names.A}. Shows the tickets that are linked to it, in the order of their numbers.",
            "A page of tickets, without their replies."
        )
        {
            Parameters = id,
            Use =
                $"Use it to list, find or count the tickets that are linked to {names.A}; for others, use List tickets instead.",
        };

    public Operation Link =>
        new(
            names.Operation("LinkTicketTo"),
            $"Link a ticket to {names.A}. One that is linked already stays so.",
            $"The {names.One} as it is now."
        )
        {
            Parameters = id,
            Use =
                $"Use it to link, connect or add a ticket to {names.A} that it is about or caused by; to undo that, use Unlink a ticket "
                + $"and {names.A} instead.",
            Responses = new Dictionary<string, string>
            {
                ["409"] = "As many tickets are linked as may be, or others keep changing it at the same time.",
            },
        };

    public Operation Unlink =>
        new(
            names.Operation("UnlinkTicketFrom"),
            $"Unlink a ticket and {names.A}. One that is not linked is none of it already.",
            "It is not linked any more."
        )
        {
            Parameters = id,
            Use =
                $"Use it to unlink, disconnect, detach or remove a ticket from {names.A}; to delete the ticket itself, use Delete a ticket instead.",
            Responses = new Dictionary<string, string> { ["409"] = "Others keep changing it at the same time." },
        };
}
