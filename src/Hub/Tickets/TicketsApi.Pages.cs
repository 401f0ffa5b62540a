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
    /// <summary>List replies of a ticket. Shows its replies and notes, the oldest first.</summary>
    /// <remarks>
    /// Use it to list or read the conversation of a ticket: all messages, replies, comments and notes, or the latest ones; to say
    /// something yourself, use Add a reply or note to a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>One page of replies and notes.</returns>
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
    /// Use it to see the history, log or timeline of a ticket: what happened, who changed what, and when; to read what was said, use
    /// List replies of a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>One page of its history.</returns>
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
