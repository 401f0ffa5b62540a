using Hub.Access;
using Hub.Attachments;
using Hub.Contacts;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Hub.Workflows;
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
        Caller caller,
        IStore store,
        CustomFieldRules fields,
        CancellationToken cancellation
    )
    {
        var answer = await TicketsApi.ListTickets(list, caller, store, fields, cancellation);
        return answer.Result is Ok<Many<TicketResponse>> { Value: { } page }
            ? PortalPage.Of<TicketListPage>(
                new TicketListView(
                    list.Value,
                    page,
                    (await NamedRecords.Agents.For(caller, store, cancellation)).Options
                )
            )
            : (Refused)answer.Result;
    }

    internal static Task<Results<PortalPage, Refused>> ShowTicket(
        long id,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) => Page(id, caller, store, new ReplyDraft(), null, cancellation);

    internal static Task<PortalPage> ShowNewTicket(Caller caller, IStore store, CancellationToken cancellation) =>
        NewTicket(new CreateTicket(), null, caller, store, cancellation);

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> AddReply(
        long id,
        PortalForm form,
        Caller caller,
        IStore store,
        ContactBook contacts,
        WorkflowBook workflows,
        TicketWork work,
        ReplyAttachments attachments,
        WaitingFiles waiting,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var draft = new ReplyDraft(form["body"], form["internal"] is not null);
        var body = FormBody.Of(new AddReply { Body = draft.Body, Internal = draft.IsInternal }, clock.Now());
        var answer = await TicketsApi.AddReply(
            id,
            body,
            caller,
            store,
            contacts,
            workflows,
            work,
            attachments,
            waiting,
            clock,
            address,
            http,
            cancellation
        );
        return answer.Result is Refused refused
            ? await Again(id, caller, store, draft, refused, cancellation)
            : Done(id);
    }

    private static RedirectHttpResult Done(long id) => TypedResults.Redirect($"{Path}/{id}");

    /// <summary>The ticket once more, with what was put in and why it was not taken.</summary>
    private static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Again(
        long id,
        Caller caller,
        IStore store,
        ReplyDraft draft,
        Refused refused,
        CancellationToken cancellation
    )
    {
        var page = await Page(id, caller, store, draft, refused.Value, cancellation);
        return page.Result is PortalPage shown ? shown : (Refused)page.Result;
    }

    private static async Task<Results<PortalPage, Refused>> Page(
        long id,
        Caller caller,
        IStore store,
        ReplyDraft draft,
        Problem? problem,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, cancellation) is not { Value: var ticket })
            return new Refused(Refusal.NotFound("ticket", id));
        var (replies, areAll) = await TicketPartition.NewestReplies(store, organization, id, cancellation);
        var view = new TicketView(
            new TicketResponse(ticket),
            [.. replies.Select(reply => ReplyResponse.Of(reply, ticket))],
            areAll,
            draft,
            problem,
            (await NamedRecords.Departments.For(caller, store, cancellation)).Options,
            (await NamedRecords.Agents.For(caller, store, cancellation)).Options
        );
        return PortalPage.Of<TicketPage>(view, problem);
    }
}

/// <summary>A page of tickets and what was asked for.</summary>
internal sealed record TicketListView(TicketList Asked, Many<TicketResponse> Page, IReadOnlyList<Option> Agents);

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
