using Hub.Access;
using Hub.Domain;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>List replies and notes of a ticket. Shows its replies and notes, the oldest first.</summary>
    /// <remarks>
    /// Use it to list, show, read or get all replies, messages, comments and internal notes of a ticket: the conversation,
    /// everything that was said or answered on it; to say something yourself, use Reply to a ticket or leave an internal note instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>A page of replies and notes.</returns>
    internal static async Task<Results<Ok<Many<ReplyResponse>>, Refused>> ListReplies(
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
        if (await TicketCommits.Get(store, organization, id, cancellation) is not { Value: var ticket })
            return new Refused(Refusal.NotFound("ticket", id));
        var query = TicketPartition.Replies(id, paging.Over(Filter.All));
        var page = await store.Query(TicketDocuments.Reply, organization, query, cancellation);
        return paging.Answer(page, reply => ReplyResponse.Of(reply, ticket));
    }

    /// <summary>List history of a ticket. Shows what happened to it, the oldest first.</summary>
    /// <remarks>
    /// Use it to show, see or get the history, log or timeline of a ticket: what happened, and who did what; to read what was
    /// said, use List replies and notes of a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>A page of its history.</returns>
    internal static async Task<Results<Ok<Many<TimelineEntryResponse>>, Refused>> ListTimeline(
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
        if (await TicketCommits.Get(store, organization, id, cancellation) is not { Value: var ticket })
            return new Refused(Refusal.NotFound("ticket", id));
        // The creation is not stored: it follows from the ticket and comes before all that is.
        var query = TicketPartition.Timeline(id, paging.Over(Filter.All));
        query = paging.Page == 1 ? query with { Limit = query.Limit - 1 } : query with { Offset = query.Offset - 1 };
        var page = await store.Query(TicketDocuments.Timeline, organization, query, cancellation);
        if (paging.TooLarge(page) is { } tooLarge)
            return tooLarge;
        var entries = page.Items.Select(static one => one.Value);
        if (paging.Page == 1)
            entries = entries.Prepend(TicketHistory.CreationOf(ticket));
        return TypedResults.Ok(
            new Many<TimelineEntryResponse>(
                [.. entries.Select(TimelineEntryResponse.Of)],
                new PageMeta(paging.Page, paging.PerPage, (page.Total ?? 0) + 1)
            )
        );
    }
}
