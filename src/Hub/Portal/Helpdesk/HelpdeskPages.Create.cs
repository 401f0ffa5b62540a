using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Tickets;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Helpdesk;

internal static partial class HelpdeskPages
{
    internal static async Task<Results<RedirectHttpResult, PortalPage>> CreateTicket(
        PortalForm form,
        [AsParameters] HelpdeskWork work
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
            FormBody.Of(draft, work.Clock.Now(), errors),
            work.Caller,
            work.Store,
            work.Contacts,
            work.Tickets,
            work.Rules,
            work.Subtickets,
            work.References,
            work.Fields,
            work.Clock,
            work.Address,
            work.Http,
            work.Cancellation
        );
        if (answer.Result is Refused refused)
            return await NewTicket(draft, refused.Value, work);
        return Done(((Created<One<TicketResponse>>)answer.Result).Value!.Data.Id);
    }

    private static async Task<PortalPage> NewTicket(CreateTicket draft, Problem? problem, HelpdeskWork work) =>
        PortalPage.Of<NewTicketPage>(
            new NewTicketView(draft, problem, await work.Departments(), await work.Agents()),
            problem
        );
}
