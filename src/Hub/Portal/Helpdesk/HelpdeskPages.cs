using Hub.Access;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.RateLimits;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Helpdesk;

/// <summary>Tickets, as much of them as it takes to make events and to follow a link to one.</summary>
internal static partial class HelpdeskPages
{
    public const string Path = $"{PortalSetup.Root}/tickets";

    public static void MapHelpdesk(this RouteGroupBuilder app)
    {
        var tickets = app.MapGroup("/tickets").OfResource("ticket").WithMetadata(new NamesTicket());
        var read = tickets.MapGroup("").RequirePage(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("", ShowTickets);
        read.MapGet("/{id}", ShowTicket);
        var write = tickets.MapGroup("").RequirePage(Scope.TicketsWrite);
        write.MapGet("/new", ShowNewTicket).LimitAs(Limit.Read);
        var forms = write.MapGroup("").TakesForms();
        forms.MapPost("/new", CreateTicket).LimitAs(Limit.CreateTicket);
        forms.MapPost("/{id}/replies", AddReply).LimitAs(Limit.CreateReply);
        forms.MapPost("/{id}/change", Change).LimitAs(Limit.Write);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowTickets(
        Query<TicketList> list,
        [AsParameters] HelpdeskWork work
    )
    {
        var answer = await TicketsApi.ListTickets(list, work.Caller, work.Store, work.Fields, work.Cancellation);
        return answer.Result is Ok<Many<TicketResponse>> { Value: { } page }
            ? PortalPage.Of<TicketListPage>(
                new TicketListView(list.Value, page, await work.Departments(), await work.Agents())
            )
            : (Refused)answer.Result;
    }

    internal static Task<Results<PortalPage, Refused>> ShowTicket(long id, [AsParameters] HelpdeskWork work) =>
        Page(id, work, new ReplyDraft(), null);

    internal static Task<PortalPage> ShowNewTicket([AsParameters] HelpdeskWork work) =>
        NewTicket(new CreateTicket(), null, work);

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> AddReply(
        long id,
        PortalForm form,
        [AsParameters] HelpdeskWork work
    )
    {
        var draft = new ReplyDraft(form["body"], form["internal"] is not null);
        var body = FormBody.Of(new AddReply { Body = draft.Body, Internal = draft.IsInternal }, work.Clock.Now());
        var answer = await TicketsApi.AddReply(
            id,
            body,
            work.Caller,
            work.Store,
            work.Contacts,
            work.Workflows,
            work.Tickets,
            work.Attachments,
            work.Waiting,
            work.Clock,
            work.Address,
            work.Http,
            work.Cancellation
        );
        return answer.Result is Refused refused ? await Again(id, work, draft, refused) : Done(id);
    }

    private static RedirectHttpResult Done(long id) => TypedResults.Redirect($"{Path}/{id}");

    /// <summary>The ticket once more, with what was put in and why it was not taken.</summary>
    private static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Again(
        long id,
        HelpdeskWork work,
        ReplyDraft draft,
        Refused refused
    )
    {
        var page = await Page(id, work, draft, refused.Value);
        return page.Result is PortalPage shown ? shown : (Refused)page.Result;
    }

    private static async Task<Results<PortalPage, Refused>> Page(
        long id,
        HelpdeskWork work,
        ReplyDraft draft,
        Problem? problem
    )
    {
        if (await TicketCommits.Get(work.Store, work.Organization, id, work.Cancellation) is not { Value: var ticket })
            return new Refused(Refusal.NotFound("ticket", id));
        var (replies, areAll) = await TicketPartition.NewestReplies(
            work.Store,
            work.Organization,
            id,
            work.Cancellation
        );
        var view = new TicketView(
            new TicketResponse(ticket),
            [.. replies.Select(reply => ReplyResponse.Of(reply, ticket))],
            areAll,
            draft,
            problem,
            await work.Departments(),
            await work.Agents()
        );
        return PortalPage.Of<TicketPage>(view, problem);
    }
}

/// <summary>A page of tickets and what was asked for.</summary>
internal sealed record TicketListView(
    TicketList Asked,
    Many<TicketResponse> Page,
    IReadOnlyList<Option> Departments,
    IReadOnlyList<Option> Agents
);

/// <summary>A ticket with its newest replies.</summary>
/// <param name="AreAll">Whether it has no others.</param>
/// <param name="Draft">What was written and not taken.</param>
/// <param name="Problem">Why it was not.</param>
/// <param name="Departments">Where it can go.</param>
/// <param name="Agents">Whose it can be.</param>
internal sealed record TicketView(
    TicketResponse Ticket,
    IReadOnlyList<ReplyResponse> Replies,
    bool AreAll,
    ReplyDraft Draft,
    Problem? Problem,
    IReadOnlyList<Option> Departments,
    IReadOnlyList<Option> Agents
);

internal sealed record ReplyDraft(string? Body = null, bool IsInternal = false);

/// <summary>A ticket that is to be created, and why it was not.</summary>
internal sealed record NewTicketView(
    CreateTicket Draft,
    Problem? Problem,
    IReadOnlyList<Option> Departments,
    IReadOnlyList<Option> Agents
);
