using Hub.Access;
using Hub.Assignment;
using Hub.Contacts;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Tickets;
using Hub.Tickets.Subtickets;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Helpdesk;

internal static partial class HelpdeskPages
{
    internal static async Task<Results<RedirectHttpResult, PortalPage>> CreateTicket(
        PortalForm form,
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
        var errors = new FieldErrors();
        var draft = new CreateTicket
        {
            Subject = form["subject"],
            Description = form["description"],
            RequesterEmail = form["requester_email"],
            Priority = Choices.Read<TicketPriority>(form["priority"]),
            Channel = TicketChannel.Web,
            DepartmentId = form.Number("department_id", errors),
            AssigneeId = form.Number("assignee_id", errors),
        };
        var answer = await TicketsApi.CreateTicket(
            FormBody.Of(draft, clock.Now(), errors),
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
        if (answer.Result is Refused refused)
            return await NewTicket(draft, refused.Value, caller, store, cancellation);
        return Done(((Created<One<TicketResponse>>)answer.Result).Value!.Data.Id);
    }

    private static async Task<PortalPage> NewTicket(
        CreateTicket draft,
        Problem? problem,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        PortalPage.Of<NewTicketPage>(
            new NewTicketView(
                draft,
                problem,
                (await NamedRecords.Departments.For(caller, store, cancellation)).Options,
                (await NamedRecords.Agents.For(caller, store, cancellation)).Options
            ),
            problem
        );
}
