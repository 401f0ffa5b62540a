using Hub.Access;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets.Parts;

/// <summary>How records that belong to a ticket are read, whatever they are.</summary>
internal static class TicketPartReads
{
    private static readonly IReadOnlyDictionary<string, string> Id = new Dictionary<string, string>
    {
        ["id"] = "The ticket: its number, its code (as in ACME-42) or its uuid.",
    };

    /// <summary>What the documents say of a route that lists them.</summary>
    /// <param name="operation">How it is called.</param>
    /// <param name="text">What it shows; the first sentence is its summary.</param>
    /// <param name="page">What it answers.</param>
    /// <param name="use">When it is of use.</param>
    public static RouteHandlerBuilder Lists(
        this RouteHandlerBuilder route,
        ListQuery lists,
        string operation,
        string text,
        string page,
        string use
    ) =>
        route.WithMetadata(
            new Operation(operation, text, page)
            {
                Parameters = Id,
                Query = lists.Describe,
                Use = use,
            },
            new TakesQuery(lists.Names)
        );

    public static async Task<IResult> List<T, TShown>(
        this TicketParts<T> parts,
        ListQuery lists,
        long ticket,
        Func<T, TShown> show,
        IStore store,
        HttpContext http
    )
        where T : TicketRecord
    {
        var errors = new FieldErrors();
        var (paging, query) = lists.Read(http.Request.Query, errors);
        if (errors.Any)
            return new Refused(errors);
        var (organization, cancellation) = (Caller.Of(http)!.Organization.Id, http.RequestAborted);
        if (await TicketCommits.Get(store, organization, ticket, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", ticket));
        return paging.Answer(await parts.List(store, organization, ticket, query, cancellation), show);
    }

    public static async Task<Results<Ok<One<TShown>>, StatusCodeHttpResult, Refused>> Get<T, TShown>(
        this TicketParts<T> parts,
        long ticket,
        long id,
        Func<T, TShown> show,
        IStore store,
        HttpContext http
    )
        where T : TicketRecord
    {
        var organization = Caller.Of(http)!.Organization.Id;
        if (await parts.Find(store, organization, ticket, id, http.RequestAborted) is not { } stored)
            return new Refused(Refusal.NotFound(parts.Kind.Name, id));
        return http.Show(stored.Version, show(stored.Value));
    }
}
